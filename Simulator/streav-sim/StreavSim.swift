@main
struct StreavSim {
    static func main() {}
}

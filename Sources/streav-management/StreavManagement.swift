import Glibc
import StreavRuntime

@main
enum StreavManagement {
    static func main() async {
        exit(await Program.run(.management))
    }
}

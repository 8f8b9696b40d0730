import Glibc
import StreavRuntime

@main
enum StreavAPI {
    static func main() async {
        exit(await Program.run(.api))
    }
}

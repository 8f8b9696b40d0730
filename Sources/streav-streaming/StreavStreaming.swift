import Glibc
import StreavRuntime

@main
enum StreavStreaming {
    static func main() async {
        exit(await Program.run(.streaming))
    }
}

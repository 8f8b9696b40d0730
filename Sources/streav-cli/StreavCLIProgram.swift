import Glibc
import StreavRuntime

@main
enum StreavCLIProgram {
    static func main() async {
        exit(await OperatorProgram.run())
    }
}

import Glibc
import Partners

if CommandLine.arguments.dropFirst().first == "http" {
  exit(HTTPDoor.run(arguments: Array(CommandLine.arguments.dropFirst(2))))
}

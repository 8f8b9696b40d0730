import StreavPorts
import StreavPostgres
import Testing

@Suite("The address of a PostgreSQL server")
struct PostgresConfigurationTests {
    @Test("every part is read, and the password is nowhere to be seen")
    func parts() throws {
        let address = try ServiceAddress(
            "postgresql://ann:s3cr%2Ft@db.example:6543/tv?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")
        let configuration = try PostgresConfiguration(address, connections: 3)
        #expect(configuration.host == "db.example" && configuration.port == 6543)
        #expect(configuration.user == "ann" && configuration.database == "tv")
        #expect(configuration.tls.mode == .verifyFull && configuration.tls.rootCertificate == "/etc/ca.pem")
        #expect(configuration.connections == 3)
        #expect(configuration.description == "database tv at db.example:6543 as ann")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, "\(configuration)", String(reflecting: configuration)] { #expect(!text.contains("s3cr")) }
    }

    @Test("what is left out has a default; a socket's folder and IPv6 are hosts")
    func defaults() throws {
        let plain = try PostgresConfiguration(ServiceAddress("postgres://ann@localhost/tv"))
        #expect(plain.port == 5432 && plain.tls.mode == .prefer)
        let socket = try PostgresConfiguration(ServiceAddress("postgres://ann@%2Fvar%2Frun%2Fpostgresql/tv"))
        #expect(socket.host == "/var/run/postgresql")
        let six = try PostgresConfiguration(ServiceAddress("postgres://ann@[::1]:5433/tv"))
        #expect(six.host == "::1" && six.description.contains("[::1]:5433"))
    }

    @Test(
        "an address that is no database's is refused with a sentence",
        arguments: [
            ("mysql://ann@host/tv", "postgres://"), ("postgres://ann@/tv", "no host"),
            ("postgres://host/tv", "no user"),
            ("postgres://ann@host", "no database"), ("postgres://ann@host/tv/x", "no database"),
            ("postgres://ann@host/tv?sslmode=maybe", "verify-full"),
            ("postgres://ann@host/tv?options=-c", "sslrootcert"),
        ])
    func refused(_ text: String, _ words: String) throws {
        let address = try ServiceAddress(text)
        let error = #expect(throws: ServiceAddressError.self) { try PostgresConfiguration(address) }
        #expect(error?.message.contains(words) == true, "\(error as Any)")
    }
}

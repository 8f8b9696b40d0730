public import StreavDomain
public import StreavSQL

extension DatabaseConnection {
    public var engineFacts: EngineFacts { EngineFacts(connection: self) }
}

/// What the engine says of itself, for operators.
public struct EngineFacts {
    let connection: any DatabaseConnection

    public func version() throws -> String {
        switch connection.dialect {
        case .sqlite: try connection.value("SELECT sqlite_version()")
        case .postgresql: try connection.value("SELECT current_setting('server_version')")
        }
    }

    /// What time it is there; nil for an engine within this process.
    public func now() throws -> Timestamp? {
        switch connection.dialect {
        case .sqlite: nil
        case .postgresql:
            try connection.value(
                "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)", as: Timestamp.self)
        }
    }
}

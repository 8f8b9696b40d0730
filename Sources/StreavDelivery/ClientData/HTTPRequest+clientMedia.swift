extension HTTPRequest {
    /// What the player says of itself.
    var clientMedia: ClientMediaReading {
        head.withBytes(of: head.query) { query in
            ClientMediaReading(query: query) { head.clientMediaFields }
        }
    }
}

extension RequestHead {
    /// The fields that say how a player does.
    var clientMediaFields: [ClientMediaReading.FieldText] {
        (fields(named: "cmcd-request") + fields(named: "cmcd-status")).map { ClientMediaReading.FieldText(self, $0) }
    }
}

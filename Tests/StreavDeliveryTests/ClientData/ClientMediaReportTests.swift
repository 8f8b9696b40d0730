import StreavTelemetry
import Testing

@testable import StreavDelivery

@Suite("Client data of players (CTA-5004)")
struct ClientMediaReportTests {
    private func read(_ list: String) -> ClientMediaReport? {
        var report = ClientMediaReport()
        return Array(list.utf8).withUnsafeBytes { report.read($0) } ? report : nil
    }

    private func reading(_ request: String) throws -> ClientMediaReading {
        try #require(Requests.parsed(request)).clientMedia
    }

    @Test("what is counted is read, whatever else the standard has is passed over")
    func list() throws {
        let report = try #require(
            read(
                #"bl=21300,br=3200,bs,cid="a,b=\"c\\",d=4004,dl=18500,mtp=48100,nor="..%2F300kbps%2Ftrack.m4v","#
                    + #"nrr="12323-48763",ot=v,pr=1.08,rtp=12000,sf=h,sid="6e2fb550-c457-11e9",st=v,su,tb=6000"#))
        #expect(report.bufferMilliseconds == 21_300)
        #expect(report.throughputKilobits == 48_100)
        #expect(report.isStarved && report.isUrgent)
        #expect(try #require(read("bs=false,su=true, com.example-myKey=\"x\" , mtp=0")).isUrgent)
        #expect(try #require(read("ot=m")).isEmpty)
    }

    @Test(
        "a list that is misspelled anywhere counts for nothing",
        arguments: [
            "", ",", "bl", "bl=", "bl=x", "bl=-1", "bl=1.5", "bl=\"100\"", "bl=1000000000", "mtp=1e3", "bs=1", "su=?1",
            "bl=100,", "bl=100,,bs", "cid=\"a", "cid=\"a\"b", "cid=\"a\\", "=1", "b l=1", "bl=1;su", "bl=100 200",
            "ot=\u{1}", "bl==1", "cid=a\"b", "ö=1",
        ])
    func malformed(list: String) {
        #expect(read(list) == nil)
    }

    @Test("lists are bounded in bytes, in items and in digits")
    func bounds() {
        #expect(read(Array(repeating: "x=1", count: ClientMediaReport.maximumItems).joined(separator: ",")) != nil)
        #expect(read(Array(repeating: "x=1", count: ClientMediaReport.maximumItems + 1).joined(separator: ",")) == nil)
        let rest = ClientMediaReport.maximumBytes - 2
        #expect(read("x=" + String(repeating: "1", count: rest)) != nil)
        #expect(read("x=" + String(repeating: "1", count: rest + 1)) == nil)
        #expect(read("bl=999999999")?.bufferMilliseconds == 999_999_999)
    }

    @Test("rubbish is refused or passed over, and never traps", arguments: 0..<200)
    func rubbish(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let alphabet = Array("bl=mtp,bs\"\\su 0123456789\u{0}\u{7F}ÿ%&".utf8)
        let bytes = (0..<seed * 11).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return alphabet[Int(state >> 33) % alphabet.count]
        }
        var report = ClientMediaReport()
        _ = bytes.withUnsafeBytes { report.read($0) }
        #expect((report.bufferMilliseconds ?? 0) < 1_000_000_000)
    }

    @Test("it is found in the query among other arguments, percent-encoded")
    func query() throws {
        let target = "/media/1.ts?x=CMCD%3D&CMCD=bl%3D2100%2Cbs%2Ccid%3D%22live-7%22%2Cmtp%3D25400&y=1"
        guard case .report(let report) = try reading(Requests.get(target)) else {
            Issue.record("no report")
            return
        }
        #expect(report.bufferMilliseconds == 2100)
        #expect(report.throughputKilobits == 25_400)
        #expect(report.isStarved && !report.isUrgent)
        #expect(try reading(Requests.get("/a?CMCD=")) == .malformed)
        #expect(try reading(Requests.get("/a?CMCD=bl%3D1&CMCD=bl%3D2")) == reading(Requests.get("/a?CMCD=bl%3D1")))
        #expect(try reading(Requests.get("/a?cmcd=bl%3D1&XCMCD=bl%3D1")) == .absent)
    }

    @Test("it is found in the header, where it is told apart by how often it changes")
    func header() throws {
        let fields = "CMCD-Object: br=3200,d=4004,ot=v\r\nCMCD-Request: bl=21300,mtp=48100,su\r\nCMCD-Status: bs\r\n"
        guard case .report(let report) = try reading(Requests.get("/a", headers: fields)) else {
            Issue.record("no report")
            return
        }
        #expect(report.bufferMilliseconds == 21_300)
        #expect(report.isStarved && report.isUrgent)
        #expect(try reading(Requests.get("/a", headers: "CMCD-Status: bs=\r\n")) == .malformed)
        #expect(try reading(Requests.get("/a")) == .absent)
        // The query counts where both are there.
        let both = try reading(Requests.get("/a?CMCD=su", headers: fields))
        #expect(both != .report(report))
    }

    @Test("what players say is counted where they get what they ask for, and nowhere else")
    func metrics() async throws {
        try await LiveHouse.with { house, server in
            func get(_ path: String) throws -> Int {
                let client = try RawClient(port: server.port, from: "127.0.0.1")
                try client.send(Requests.get(path))
                return try #require(client.readAnswer()).status
            }
            let segment = try #require(house.segments().last)
            #expect(try get(segment + "?CMCD=bl%3D2100%2Cbs%2Cmtp%3D25400%2Csu") == 200)
            #expect(try get(segment + "?CMCD=bl%3Dx") == 200)
            #expect(try get(segment) == 200)
            #expect(try get(segment.dropLast(4) + "x.ts?CMCD=bs") == 403)
            #expect(try get(house.path("many") + "?CMCD=ot%3Dm%2Csu") == 200)
            let text = house.registry.text()
            for line in [
                "streav_client_reports_total{result=\"read\"} 2", "streav_client_reports_total{result=\"malformed\"} 1",
                "streav_client_buffer_starvations_total 1", "streav_client_urgent_requests_total 2",
                "streav_client_buffer_seconds_bucket{le=\"4\"} 1", "streav_client_buffer_seconds_sum 2.1",
                "streav_client_throughput_bits_per_second_bucket{le=\"32000000\"} 1",
            ] {
                #expect(text.contains(line + "\n"), "\(line)")
            }
        }
    }
}

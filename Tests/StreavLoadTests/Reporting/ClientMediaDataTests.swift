import Testing

@testable import StreavLoad

@Suite("Client data of players (CTA-5004)")
struct ClientMediaDataTests {
    private var segment: ClientMediaData {
        var data = ClientMediaData()
        data.sessionID = "6e2fb550-c457-11e9-bb97-0800200c9a66"
        data.contentID = "live-7"
        data.streamingFormat = .hls
        data.streamType = .live
        data.objectType = .muxed
        data.duration = .milliseconds(4004)
        data.encodedBitrate = 3_200_000
        data.bufferLength = .milliseconds(21_349)
        data.measuredThroughput = 25_449_000
        data.requestedThroughput = 16_000_000
        data.isStarved = true
        data.isUrgent = true
        return data
    }

    @Test("keys stand in the order of the alphabet, flags without a value, strings in quotation marks, tokens bare")
    func order() {
        #expect(
            segment.text
                == "bl=21300,br=3200,bs,cid=\"live-7\",d=4004,mtp=25400,ot=av,rtp=16000,sf=h,"
                + "sid=\"6e2fb550-c457-11e9-bb97-0800200c9a66\",st=l,su")
    }

    @Test("what is not known, and flags that are false, are left out")
    func omission() {
        #expect(ClientMediaData().text.isEmpty)
        #expect(ClientMediaData().query == nil)
        #expect(ClientMediaData().appended(to: "/a.m3u8") == "/a.m3u8")
        var data = ClientMediaData()
        data.objectType = .manifest
        #expect(data.text == "ot=m")
    }

    @Test(
        "lengths and rates are rounded to the nearest hundred", arguments: [(0, 0), (49, 0), (50, 100), (2149, 2100)])
    func rounding(value: Int, rounded: Int) {
        var data = ClientMediaData()
        data.bufferLength = .milliseconds(value)
        data.measuredThroughput = Double(value) * 1000
        data.requestedThroughput = Double(value) * 1000
        #expect(data.text == "bl=\(rounded),mtp=\(rounded),rtp=\(rounded)")
    }

    @Test("quotation marks and backslashes are escaped, and strings are cut at 64 characters")
    func strings() {
        var data = ClientMediaData()
        data.contentID = #"a"b\c"# + "\n"
        #expect(data.text == #"cid="a\"b\\c""#)
        data.contentID = String(repeating: "x", count: 100)
        #expect(data.text.utf8.count == "cid=".utf8.count + 66)
    }

    @Test("in a query everything but unreserved characters is percent-encoded")
    func query() {
        var data = ClientMediaData()
        data.contentID = "ä b"
        data.isUrgent = true
        #expect(data.query == "CMCD=cid%3D%22%C3%A4%20b%22%2Csu")
        #expect(data.appended(to: "/a.ts") == "/a.ts?CMCD=cid%3D%22%C3%A4%20b%22%2Csu")
        #expect(data.appended(to: "/a.ts?x=1") == "/a.ts?x=1&CMCD=cid%3D%22%C3%A4%20b%22%2Csu")
    }

    @Test("numbers that are none do not trap", arguments: [Double.nan, .infinity, -.infinity, 1e300, -1])
    func odd(value: Double) {
        var data = ClientMediaData()
        data.measuredThroughput = value
        data.bufferLength = .seconds(-5)
        data.encodedBitrate = -1
        #expect(data.text.hasPrefix("bl=0,br=0,mtp="))
    }
}

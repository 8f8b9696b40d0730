import StreavLocal
import StreavMedia
import StreavPorts
import Testing

@Suite struct SyntheticAddressTests {
    private func error(_ address: String) -> MediaSourceError? {
        do throws(MediaSourceError) {
            _ = try SyntheticAddress.configuration(of: address)
            return nil
        } catch {
            return error
        }
    }

    @Test func `A number is enough`() throws {
        let configuration = try SyntheticAddress.configuration(of: "synthetic:12", run: 99)
        let expected = try SyntheticConfiguration(run: 99, channel: 12, name: "Channel")
        #expect(configuration == expected)
        #expect(try SyntheticAddress.configuration(of: "SYNTHETIC:12?", run: 99) == expected)
    }

    @Test func `Everything can be said`() throws {
        let address =
            "synthetic:4294967295?name=News%20%c3%9Cber%26alles&bitrate=500k&size=640x360&seed=18446744073709551615"
            + "&run=3&offset=-90000&impair=cc:4/30,slow,wrap:6,u20d10"
        let expected = try SyntheticConfiguration(
            run: 3, channel: .max, name: "News Über&alles", width: 640, height: 360, bitrate: 500_000,
            timeOffset: -90_000,
            impairments: [
                SyntheticImpairment(.continuity, length: 4, period: 30),
                SyntheticImpairment(.slow, length: 20, period: 60),
                SyntheticImpairment(.wrap, length: 6, period: 60),
                SyntheticImpairment.flapping(up: 20, down: 10),
            ], seed: .max)
        #expect(try SyntheticAddress.configuration(of: address, run: 1) == expected)
        for (text, bitrate) in [("4M", 4_000_000), ("750000", 750_000), ("64k", 64_000)] {
            #expect(try SyntheticAddress.configuration(of: "synthetic:1?bitrate=\(text)").bitrate == bitrate)
        }
        for kind in SyntheticImpairment.Kind.allCases where kind != .flapping {
            let made = try SyntheticAddress.configuration(of: "synthetic:1?impair=\(kind.rawValue)").impairments
            #expect(made.map(\.kind) == [kind])
            #expect(made.first?.period == 60)
        }
    }

    @Test(arguments: [
        ("", "synthetic:CHANNEL"), ("file:/a.ts", "synthetic:CHANNEL"), ("synthetic:", "channel's number"),
        ("synthetic:-1", "channel's number"), ("synthetic:+1", "channel's number"),
        ("synthetic:4294967296", "channel's number"), ("synthetic:1x", "channel's number"),
        ("synthetic:1?colour=red", "name=, size="), ("synthetic:1?name", "name=, size="),
        ("synthetic:1?name=a&name=b", "name twice"), ("synthetic:1?name=%4", "percent-encoded"),
        ("synthetic:1?name=%ff", "percent-encoded"), ("synthetic:1?name=%00", "control characters"),
        ("synthetic:1?name=%zz", "percent-encoded"), ("synthetic:1?size=320", "size=320x180"),
        ("synthetic:1?size=320x180x2", "size=320x180"), ("synthetic:1?size=100x100", "320 to 1920 pixels wide"),
        ("synthetic:1?bitrate=fast", "bitrate=500k"), ("synthetic:1?bitrate=k", "bitrate=500k"),
        ("synthetic:1?bitrate=99999999999999999999M", "bitrate=500k"),
        ("synthetic:1?bitrate=999999999M", "64000 to 20000000"), ("synthetic:1?bitrate=1k", "64000 to 20000000"),
        ("synthetic:1?seed=x", "seed is a number"), ("synthetic:1?run=18446744073709551616", "run is a number"),
        ("synthetic:1?offset=--1", "whole number of ticks"), ("synthetic:1?offset=", "whole number of ticks"),
        ("synthetic:1?impair=", "Nothing is no impairment"), ("synthetic:1?impair=cc,", "Nothing is no impairment"),
        ("synthetic:1?impair=fire", "fire is no impairment"), ("synthetic:1?impair=flapping", "u20d10"),
        ("synthetic:1?impair=cc:x", "cc:2/60"), ("synthetic:1?impair=cc:2/60/2", "cc:2/60"),
        ("synthetic:1?impair=cc:3/60", "even number of seconds"), ("synthetic:1?impair=ud", "no impairment"),
        ("synthetic:1?impair=u1d9999999", "up and down for 2 to"), ("synthetic:1?impair=cc,cc", "named once"),
    ])
    func `What is wrong is named`(address: String, sentence: String) {
        let error = error(address)
        #expect(error?.code == .invalidAddress)
        #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "accepted")")
    }

    private struct NoOpener: MediaSourceOpener {
        func source(for address: String) throws(MediaSourceError) -> any MediaSource {
            throw MediaSourceError(.forbidden, address)
        }
    }

    @Test func `Other addresses go to another opener`() throws {
        let opener = SyntheticSourceOpener(clock: .manual(ManualClock()), run: 1, others: NoOpener())
        #expect(try opener.source(for: "synthetic:1") is SyntheticSource)
        func code(_ address: String) -> MediaSourceError.Code? {
            do throws(MediaSourceError) {
                _ = try opener.source(for: address)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("synthetic:x") == .invalidAddress)
        #expect(code("http://host/synthetic:1") == .forbidden)
        #expect(code("") == .forbidden)
    }

    @Test func `Long addresses are not read`() {
        let long = "synthetic:1?name=" + String(repeating: "x", count: MediaSourceLimits.addressBytes)
        #expect(error(long)?.message.contains("longer than") == true)
    }
}

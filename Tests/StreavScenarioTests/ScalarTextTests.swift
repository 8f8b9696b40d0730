import Testing

@testable import StreavScenario

@Suite("How times and rates are written")
struct ScalarTextTests {
    @Test(
        "a time has a number and a unit",
        arguments: [
            ("800ms", 800), ("6s", 6000), ("30m", 1_800_000), ("1h", 3_600_000), ("1.5s", 1500), ("0.001s", 1),
            ("0s", 0), ("-1h", -3_600_000), ("0.25m", 15_000), ("007s", 7000),
        ] as [(String, Int)])
    func durations(_ text: String, _ milliseconds: Int) {
        #expect(ScalarText.duration(text) == .milliseconds(milliseconds))
    }

    @Test(
        "what is not quite a time is none",
        arguments: [
            "", "s", "6", "6 s", " 6s", "6s ", "6S", "6sec", "1h30m", "1e3s", "+6s", "--6s", "1.s", ".5s", "1.2.3s",
            "0.5ms", "0.0005s", "٦s", "6d", "9999999999999s", "6\u{0301}s",
        ])
    func notDurations(_ text: String) {
        #expect(ScalarText.duration(text) == nil)
    }

    @Test("a time is written in the largest unit that divides it")
    func writtenDurations() {
        #expect(ScalarText.text(Duration.seconds(7200)) == "2h")
        #expect(ScalarText.text(Duration.seconds(5400)) == "90m")
        #expect(ScalarText.text(Duration.seconds(90)) == "90s")
        #expect(ScalarText.text(Duration.milliseconds(1500)) == "1500ms")
        #expect(ScalarText.text(Duration.zero) == "0s")
        #expect(ScalarText.text(Duration.seconds(-60)) == "-1m")
    }

    @Test("rates of arrivals count by second, minute or hour")
    func arrivalRates() {
        #expect(ScalarText.arrivalRate("20/s")?.perSecond == 20)
        #expect(ScalarText.arrivalRate("300/m")?.perSecond == 5)
        #expect(ScalarText.arrivalRate("36/h")?.perSecond == 0.01)
        #expect(ScalarText.arrivalRate("0.5/s")?.perSecond == 0.5)
        for text in ["", "/s", "20", "20/", "20/d", "-1/s", "20/s/s", "20 /s", "nan/s", "inf/s", "1e400/s", "0x1/s"] {
            #expect(ScalarText.arrivalRate(text) == nil, "\(text)")
        }
    }

    @Test("rates of bits count by the thousand")
    func bitRates() {
        #expect(ScalarText.bitRate("4Mb/s")?.bitsPerSecond == 4_000_000)
        #expect(ScalarText.bitRate("1.5Mb/s")?.bitsPerSecond == 1_500_000)
        #expect(ScalarText.bitRate("800kb/s")?.bitsPerSecond == 800_000)
        #expect(ScalarText.bitRate("7b/s")?.bitsPerSecond == 7)
        #expect(ScalarText.bitRate("1Gb/s")?.bitsPerSecond == 1_000_000_000)
        for text in ["", "4", "4M", "4MB/s", "4mb/s", "Mb/s", "-4Mb/s", "0.5b/s", "4 Mb/s", "99999999999Gb/s"] {
            #expect(ScalarText.bitRate(text) == nil, "\(text)")
        }
        #expect(ScalarText.text(BitRate(bitsPerSecond: 1_500_000)) == "1500kb/s")
    }

    @Test("seeds are decimal or hexadecimal, of 64 bits")
    func seeds() {
        #expect(ScalarText.seed("18446744073709551615") == .max)
        #expect(ScalarText.seed("0xffffFFFFffffFFFF") == .max)
        for text in ["", "0x", "0x+1", "0x1ffffffffffffffff", "1.0", "-1", "+1", "0b1", "1_000"] {
            #expect(ScalarText.seed(text) == nil, "\(text)")
        }
    }

    @Test("a number is written as people write it, and reads back")
    func numbers() {
        for (number, text) in [(2500, "2500"), (0.01, "0.01"), (-3, "-3"), (1e-9, "1e-09"), (1e300, "1e+300")] {
            #expect(PlainNumber.text(number) == text)
            #expect(ScalarText.number(text) == number)
        }
    }

    @Test("the nearest name is found where it is near enough")
    func nearest() {
        let names = ["player", "population", "persona", "abr"]
        #expect(NearestMatch.of("playr", among: names) == "player")
        #expect(NearestMatch.of("lpayer", among: names) == "player")
        #expect(NearestMatch.of("PLAYER", among: names) == "player")
        #expect(NearestMatch.of("abbr", among: names) == "abr")
        #expect(NearestMatch.of("xyzzy", among: names) == nil)
        #expect(NearestMatch.of(String(repeating: "x", count: 10_000), among: names) == nil)
        #expect(NearestMatch.of("", among: names) == nil)
        #expect(NearestMatch.of("a", among: []) == nil)
    }
}

import StreavDomain
import Testing

@testable import StreavAssembly

@Suite("What a film is called by its file")
struct FilmNameTests {
    @Test(
        arguments: [
            ("The.Salt.Ledger.(2019).mp4", "The Salt Ledger", 2019),
            ("The Salt Ledger (2019).mp4", "The Salt Ledger", 2019),
            ("a/b/Quarry_Music_[1974].mp4", "Quarry Music", 1974), ("1984.mp4", "1984", nil),
            ("2001 (1968).mp4", "2001", 1968),
            ("Vol. 2 at No. 7.mp4", "Vol. 2 at No. 7", nil), ("(2019).mp4", "(2019)", nil), (".mp4", "mp4", nil),
            ("no ending", "no ending", nil), ("Old (1500).mp4", "Old (1500)", nil), ("   .mp4", "Untitled", nil),
        ] as [(String, String, Int?)])
    func names(_ key: String, _ title: String, _ year: Int?) {
        let name = FilmName(key: key)
        #expect(name.title == title && name.year == year)
    }

    @Test("A name never breaks the rules of titles")
    func bounds() {
        let long = FilmName(key: String(repeating: "x", count: 250) + " " + String(repeating: "y", count: 250) + ".mp4")
        #expect(TitleDetails.isTitle(long.title))
    }

    @Test(
        "A year begins on its first day",
        arguments: [(1970, 0), (2000, 946_684_800), (2019, 1_546_300_800), (1900, -2_208_988_800)])
    func firstDay(_ year: Int, _ seconds: Int64) {
        #expect(FilmName(key: "A (\(year)).mp4").firstDay == Timestamp(milliseconds: seconds * 1_000))
    }
}

import Testing

@testable import StreavDomain

@Suite("Dates")
struct DateTimeTextTests {
    @Test(
        "Moments are read in every accepted form and written in one",
        arguments: [
            ("2024-03-20T16:28:54.442Z", "2024-03-20T16:28:54.442Z"),
            ("2024-04-22T17:33:02.1234567+00:00", "2024-04-22T17:33:02.123Z"),
            ("2024-04-22T17:33:02.999999999Z", "2024-04-22T17:33:02.999Z"),
            ("2024-04-22T17:33:02+02:00", "2024-04-22T15:33:02.000Z"),
            ("2024-01-01T00:30:00-01:30", "2024-01-01T02:00:00.000Z"), ("2024-02-29", "2024-02-29T00:00:00.000Z"),
            ("2024-03-20t16:28:54.4z", "2024-03-20T16:28:54.400Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000Z"), ("9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.999Z"),
            ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"),
        ])
    func forms(text: String, written: String) throws {
        let moment = try #require(DateTimeText.read(text))
        #expect(DateTimeText.write(moment) == written)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "2024", "2024-03-20T16:28:54", "2024-03-20T16:28Z", "2024-03-20 16:28:54Z", "2024-02-30", "2023-02-29",
            "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01", "10000-01-01", "2024-03-20T24:00:00Z",
            "2024-03-20T16:60:00Z", "2024-03-20T16:28:60Z", "2024-03-20T16:28:54.Z", "2024-03-20T16:28:54.1234567890Z",
            "2024-03-20T16:28:54+0200", "2024-03-20T16:28:54+24:00", "2024-03-20T16:28:54Z ", " 2024-03-20",
            "2024-3-20", "+024-03-20", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "١٩٧٠-01-01",
        ])
    func refused(text: String) {
        #expect(DateTimeText.read(text) == nil)
    }

    @Test("Every day of four centuries comes back as itself")
    func calendar() {
        for day in stride(from: -150_000, to: 150_000, by: 1) {
            guard let date = CalendarDate(daysSince1970: day) else {
                Issue.record("day \(day) is none")
                return
            }
            if date.daysSince1970 != day { Issue.record("day \(day) is \(date)") }
        }
        #expect(CalendarDate(daysSince1970: 19_802) == CalendarDate(year: 2024, month: 3, day: 20))
    }
}

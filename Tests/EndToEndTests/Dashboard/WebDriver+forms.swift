import Foundation
import Testing

/// Forms as a person fills them in.
extension WebDriver {
    /// Types into a form of the page and sends it; waits for where it leads.
    ///
    /// - Parameters:
    ///   - fields: Boxes are ticked with `on`, choices by their value.
    ///   - button: Which one is pressed; nil: the form's first.
    ///   - path: A regular expression of the path that the page has afterwards.
    func submit(
        _ fields: [String: String], form: String = "main form:has(.button.primary)", button: String? = nil,
        leadsTo path: String, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let values = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        let pressed = String(decoding: try JSONEncoder().encode(button ?? ""), as: UTF8.self)
        try await run(
            """
            window.isOld = true;
            const form = document.querySelector("\(form)");
            for (const [name, value] of Object.entries(\(values))) {
                const all = [...form.querySelectorAll(`[name="${name}"]`)];
                const field = all.find((one) => one.type === "radio" && one.value === value) ?? all[0];
                if (field.type === "radio") field.checked = true;
                else if (field.type === "checkbox") field.checked = value === "on";
                else field.value = value;
                field.dispatchEvent(new Event("input", { bubbles: true }));
            }
            const pressed = \(pressed);
            setTimeout(() => form.requestSubmit(pressed ? form.querySelector(pressed) : undefined), 0);
            """)
        let arrives = try await eventually(within: .seconds(30)) {
            try await Task.sleep(for: .milliseconds(100))
            return try await evaluate(
                "return !window.isOld && document.readyState === 'complete' && location.pathname", as: Place.self
            ).path?.wholeMatch(of: try Regex(path)) != nil
        }
        guard arrives else {
            let place = try await evaluate("return location.pathname + ': ' + document.title", as: String.self)
            let problems = try await evaluate(
                "return [...document.querySelectorAll('.problem, .toast')].map((one) => one.innerText).join(' | ')",
                as: String.self)
            Issue.record("\(place) rather than \(path): \(problems)", sourceLocation: location)
            throw HarnessError("the form did not lead to \(path)")
        }
    }

    func text(_ selector: String = "main") async throws -> String {
        try await evaluate("return document.querySelector('\(selector)').innerText", as: String.self)
    }

    /// The last part of the page's path.
    func id() async throws -> Int {
        let path = try await evaluate("return location.pathname", as: String.self)
        guard let id = Int(path.split(separator: "/").last ?? "") else { throw HarnessError("no id in \(path)") }
        return id
    }

    /// What the page shows comes to hold a text, without being loaded again.
    func awaitText(
        _ text: String, within limit: Duration, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let comes = try await eventually(within: limit) {
            try await Task.sleep(for: .milliseconds(200))
            return try await self.text().contains(text)
        }
        let shown = try await self.text()
        #expect(comes, "\(text) does not come on \(shown)", sourceLocation: location)
    }

    /// A path, or false while the page is on its way.
    private struct Place: Decodable {
        let path: String?

        init(from decoder: any Decoder) throws {
            path = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}

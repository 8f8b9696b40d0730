import Foundation

/// A headless Chromium, driven by chromedriver's protocol (W3C WebDriver).
struct WebDriver: Sendable {
    private let driver: ChildProcess
    private let base: String
    private let session: String
    private let client: RawHTTPClient

    /// Starts a browser around a body, and ends both browser and driver afterwards.
    static func with<Value>(_ body: (WebDriver) async throws -> Value) async throws -> Value {
        let driver = try ChildProcess("chromedriver", ["--port=0"])
        let result: Result<Value, any Error>
        do {
            let browser = try await WebDriver(driver)
            do {
                result = .success(try await body(browser))
            } catch {
                result = .failure(error)
            }
            _ = try? await browser.client.send("DELETE", "\(browser.base)/session/\(browser.session)")
        } catch {
            result = .failure(error)
        }
        try await driver.stop(within: .seconds(5))
        return try result.get()
    }

    func open(_ address: String) async throws {
        _ = try await command("url", ["url": address])
    }

    /// The value that a script returns; `return document.title`.
    func evaluate<Value: Decodable>(_ script: String, as type: Value.Type) async throws -> Value {
        let answer = try await command("execute/sync", ["script": script, "args": [Any]()])
        return try JSONDecoder().decode(Answer<Value>.self, from: answer).value
    }

    func run(_ script: String) async throws {
        _ = try await command("execute/sync", ["script": script, "args": [Any]()])
    }

    /// A PNG of what is to be seen.
    func screenshot() async throws -> Data {
        let answer = try await command("screenshot", nil)
        guard let image = Data(base64Encoded: try JSONDecoder().decode(Answer<String>.self, from: answer).value) else {
            throw HarnessError("chromedriver sent no picture")
        }
        return image
    }

    private struct Answer<Value: Decodable>: Decodable {
        let value: Value
    }

    private struct Session: Decodable {
        let sessionId: String
    }

    private init(_ driver: ChildProcess) async throws {
        self.driver = driver
        client = RawHTTPClient(patience: .seconds(60))
        let line = try await driver.line(within: .seconds(20)) { $0.contains("started successfully on port") }
        guard let port = line.split(whereSeparator: { !$0.isNumber }).last else {
            throw HarnessError("chromedriver named no port: \(line)")
        }
        base = "http://127.0.0.1:\(port)"
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
            "--autoplay-policy=no-user-gesture-required", "--window-size=1280,900",
        ]
        let options = ["capabilities": ["alwaysMatch": ["goog:chromeOptions": ["args": arguments]]]]
        let answer = try await Self.post(options, to: base + "/session", client: client)
        session = try JSONDecoder().decode(Answer<Session>.self, from: answer).value.sessionId
    }

    private func command(_ name: String, _ parameters: [String: Any]?) async throws -> Data {
        let address = "\(base)/session/\(session)/\(name)"
        guard let parameters else {
            return try Self.body(of: try await client.get(address), address: name)
        }
        return try await Self.post(parameters, to: address, client: client)
    }

    private static func post(
        _ parameters: [String: Any], to address: String, client: RawHTTPClient
    ) async throws -> Data {
        let body = try JSONSerialization.data(withJSONObject: parameters)
        let answer = try await client.send(
            "POST", address, headers: ["Content-Type": "application/json", "Connection": "close"], body: body)
        return try Self.body(of: answer, address: address)
    }

    private static func body(of answer: RawHTTPResponse, address: String) throws -> Data {
        guard answer.status == 200 else { throw HarnessError("chromedriver, \(address): \(answer.text)") }
        return answer.body
    }
}

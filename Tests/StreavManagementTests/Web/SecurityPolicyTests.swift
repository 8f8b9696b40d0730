import StreavWeb
import Testing

@Suite("Security policy")
struct SecurityPolicyTests {
    @Test("Nothing inline runs and nobody frames a page (S18)")
    func policy() {
        let policy = SecurityPolicy().contentSecurityPolicy
        for directive in [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            #expect(policy.components(separatedBy: "; ").contains(directive))
        }
        #expect(!policy.contains("unsafe"))
    }

    @Test("Media origins are named; what is no origin cannot end the directive")
    func mediaOrigins() {
        let policy = SecurityPolicy(mediaOrigins: [
            "http://127.0.0.1:8000", "https://cdn.example", "http://x; script-src *", "javascript:1", "http://a b",
        ]).contentSecurityPolicy
        #expect(policy.contains("media-src 'self' blob: http://127.0.0.1:8000 https://cdn.example;"))
        #expect(!policy.contains("script-src *"))
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}

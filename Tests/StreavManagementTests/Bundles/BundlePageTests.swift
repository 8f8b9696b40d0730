import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of bundles")
struct BundlePageTests {
    private struct World: Sendable {
        let bundle: BundleID
        let movies: [Int32]
    }

    /// Six movies, of which a bundle holds the first four, and somebody who has the bundle.
    private static func world(_ fixture: DashboardFixture) async throws -> World {
        try await fixture.control.perform(as: .system("test")) { transaction in
            let movies = try (1...6).map {
                try transaction.movies.create(MovieDetails(TitleDetails(title: "Film \($0)"))).id
            }
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Basic", description: "For all", movies: Array(movies.prefix(4))))
            _ = try transaction.subscribers.create(SubscriberDetails(username: "ann", bundles: [bundle.id]))
            return World(bundle: bundle.id, movies: movies.map(\.rawValue))
        }
    }

    private static func bundle(_ fixture: DashboardFixture, _ id: BundleID) async throws -> Bundle {
        try #require(try await fixture.database.read { try $0.bundles.find(id) })
    }

    private static func movies(_ fixture: DashboardFixture, _ id: BundleID) async throws -> [Int32] {
        try await bundle(fixture, id).details.movies.map(\.rawValue)
    }

    private static func revision(_ page: RawExchange.Answer) throws -> String {
        String(try #require(page.body.firstMatch(of: /name="revision" value="(\d+)"/)).1)
    }

    /// The fields of the form with which a notice can be undone.
    private static func undo(_ page: RawExchange.Answer, _ path: String) throws -> [(String, String)] {
        let start = try #require(page.body.firstRange(of: "<form method=\"post\" action=\"\(path)\">"))
        let form = page.body[start.upperBound...].prefix { $0 != "\u{0}" }
        let end = try #require(form.firstRange(of: "</form>"))
        return form[..<end.lowerBound].matches(of: /name="([^\x22]+)" value="([^\x22]*)"/).map {
            (String($0.1), String($0.2))
        }
    }

    @Test("The list counts what is in each and who has it, and is narrowed, sorted and exported")
    func list() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            try await fixture.control.perform(as: .system("test")) {
                _ = try $0.bundles.create(BundleDetails(name: "Nothing yet"))
            }
            var browser = try await fixture.signedIn(.readOnly)
            let page = try await browser.get("/bundles")
            #expect(page.body.contains("/bundles/\(world.bundle)\">Basic") && page.body.contains("Nothing yet"))
            let some = try await browser.get("/bundles.csv?contents=some")
            #expect(some.body.contains("Basic,For all,0,4,0,1,") && !some.body.contains("Nothing yet"))
            let none = try await browser.get("/bundles.csv?subscribers=none")
            #expect(!none.body.contains("Basic") && none.body.contains("Nothing yet"))
            let sorted = try await browser.get("/bundles.json?sort=-movies").body
            let first = try #require(sorted.firstRange(of: "Basic"))
            let second = try #require(sorted.firstRange(of: "Nothing yet"))
            #expect(first.lowerBound < second.lowerBound)
            #expect(try await browser.get("/bundles?q=noth").body.contains("Nothing yet"))
            #expect(try await browser.get("/search?q=basic").body.contains("/bundles/\(world.bundle)"))
        }
    }

    @Test("Of two who change one bundle the second is shown both versions; what is in it is kept by either")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            let path = "/bundles/\(world.bundle)/edit"
            var first = try await fixture.signedIn()
            var second = try await fixture.signedIn(.operator)
            let seen = try Self.revision(try await first.get(path))
            let fields = { (name: String, revision: String) in
                [("name", name), ("description", ""), ("revision", revision)]
            }
            #expect(try await first.post(path, fields("Large", seen)).status == 303)
            let page = try await second.post(path, fields("Small", seen))
            #expect(page.status == 409 && page.body.contains("Large") && page.body.contains("Small"))
            #expect(try await Self.bundle(fixture, world.bundle).details.name == "Large")
            #expect(try await second.post(path, fields("Small", try Self.revision(page))).status == 303)
            let bundle = try await Self.bundle(fixture, world.bundle)
            #expect(bundle.details.name == "Small" && bundle.details.movies.count == 4)
            #expect(try await second.post(path, fields("", "\(bundle.revision)")).status == 422)
        }
    }

    @Test("Contents are found by name, added as chosen, and taken out again by the undo")
    func adding() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            let path = "/bundles/\(world.bundle)/movies"
            var browser = try await fixture.signedIn(.operator)
            let found = try await browser.get("\(path)/add?q=film%205")
            #expect(found.body.contains("Film 5") && !found.body.contains("Film 4"))
            let ids = [world.movies[5], world.movies[4], world.movies[0]].map { ("ids", "\($0)") }
            let done = try await browser.post("\(path)/add?q=film", [("action", "add")] + ids)
            #expect(done.status == 303 && done.headers["location"] == "\(path)/add?q=film")
            let order = [0, 1, 2, 3, 5, 4].map { world.movies[$0] }
            #expect(try await Self.movies(fixture, world.bundle) == order)
            let page = try await browser.get("\(path)/add")
            #expect(page.body.contains("2 entries are added."))
            let undone = try await browser.send(
                "\(path)/remove", TestBrowser.encoded(try Self.undo(page, "\(path)/remove")))
            #expect(undone.status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == Array(world.movies.prefix(4)))
            // What is not in the catalogue is not added, and nothing else of the choice either.
            let gone = [("ids", "999"), ("ids", "\(world.movies[4])")]
            #expect(try await browser.post("\(path)/add", [("action", "add")] + gone).status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == Array(world.movies.prefix(4)))
        }
    }

    @Test("Rows are put in another order, go to a place by its number, and come back where they were")
    func order() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            let path = "/bundles/\(world.bundle)/movies"
            let (a, b, c, d) = (world.movies[0], world.movies[1], world.movies[2], world.movies[3])
            var browser = try await fixture.signedIn(.operator)
            let dragged = [c, a, b, d].flatMap { [("ids", "\($0)"), ("places", "")] }
            var revision = try Self.revision(try await browser.get(path))
            #expect(try await browser.post(path, dragged + [("revision", revision)]).status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == [c, a, b, d])
            let typed = [c, a, b, d].flatMap { [("ids", "\($0)"), ("places", $0 == d ? "1" : "")] }
            revision = try Self.revision(try await browser.get(path))
            #expect(try await browser.post(path, typed + [("revision", revision)]).status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == [d, c, a, b])
            let removing = [d, c, a, b].flatMap { [("ids", "\($0)"), ("places", "")] }
            revision = try Self.revision(try await browser.get(path))
            let removed = try await browser.post(
                path, removing + [("remove", "\(c)"), ("remove", "\(a)"), ("revision", revision)])
            #expect(removed.status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == [d, b])
            let fields = try Self.undo(try await browser.get(path), "\(path)/add")
            #expect(try await browser.send("\(path)/add", TestBrowser.encoded(fields)).status == 303)
            #expect(try await Self.movies(fixture, world.bundle) == [d, c, a, b])
            let wrong = [("ids", "\(d)"), ("places", "first"), ("revision", "\(Int(revision)! + 2)")]
            #expect(try await browser.post(path, wrong).status == 422)
        }
    }

    @Test("An order that was seen before somebody else changed the bundle is not saved over it")
    func orderConflict() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            let path = "/bundles/\(world.bundle)/movies"
            var browser = try await fixture.signedIn(.operator)
            let seen = try Self.revision(try await browser.get(path))
            try await fixture.control.perform(as: .system("test")) {
                try $0.bundles.add(.movies, [world.movies[4]], to: world.bundle)
            }
            let fields = world.movies.prefix(4).reversed().flatMap { [("ids", "\($0)"), ("places", "")] }
            let page = try await browser.post(path, fields + [("revision", seen)])
            #expect(page.status == 409 && page.body.contains("Film 5"))
            #expect(try await Self.movies(fixture, world.bundle) == Array(world.movies.prefix(5)))
            let next = try Self.revision(page)
            #expect(try await browser.post(path, fields + [("revision", next)]).status == 303)
            let reversed = [3, 2, 1, 0, 4].map { world.movies[$0] }
            #expect(try await Self.movies(fixture, world.bundle) == reversed)
        }
    }

    @Test("A bundle is deleted when its name is typed; its subscribers lose it and its contents stay")
    func delete() async throws {
        try await DashboardFixture.run { fixture in
            let world = try await Self.world(fixture)
            let path = "/bundles/\(world.bundle)/delete"
            var browser = try await fixture.signedIn(.operator)
            #expect(try await browser.get(path).body.contains("1 subscriber loses"))
            #expect(try await browser.post(path, [("confirm", "basic")]).status == 422)
            #expect(try await browser.post(path, [("confirm", "Basic")]).status == 303)
            #expect(try await browser.get("/bundles/\(world.bundle)").status == 404)
            let ann = try await fixture.database.read { try $0.subscribers.find(SubscriberID(1)) }
            #expect(ann?.details.bundles == [])
            #expect(try await fixture.database.read { try $0.movies.count() } == 6)
        }
    }

    @Test("Markup that is stored in names and descriptions is text on every page (S19)")
    func markup() async throws {
        try await DashboardFixture.run { fixture in
            let text = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"
            let id = try await fixture.control.perform(as: .system("test")) { transaction in
                let movie = try transaction.movies.create(MovieDetails(TitleDetails(title: text)))
                let bundle = try transaction.bundles.create(
                    BundleDetails(name: text, description: text, movies: [movie.id]))
                return bundle.id
            }
            var browser = try await fixture.signedIn()
            for path in ["", "/edit", "/delete", "/movies", "/movies/add", "/shows/add", "/subscribers"] {
                let page = try await browser.get("/bundles/\(id)\(path)")
                #expect(page.status == 200, "\(path)")
                #expect(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "\(path)")
            }
            #expect(try await !browser.get("/bundles").body.contains("<script>alert"))
        }
    }
}

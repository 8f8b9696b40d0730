import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/v1/subscribers`.
struct SubscriberRoutes: Sendable {
    let control: ControlPlane

    var routes: [Route] { [list, find, create, replace, merge, delete, regenerate] }

    private static let group = "Subscribers"

    private static let orders: KeyValuePairs<String, CatalogueQueries.SubscriberOrder> = [
        "username": .username, "username_desc": .usernameDescending, "expiresAt": .expiresAt,
        "expiresAt_desc": .expiresAtDescending,
    ]

    private var list: Route {
        Route(
            method: .get, path: RoutePath("/v1/subscribers"), scopes: [.subscriberRead], name: "listSubscribers",
            group: Self.group, title: "Subscribers",
            query: [
                QueryParameter("username", .search, "A part of the username, ignoring case."),
                QueryParameter("email", .search, "A part of the address, ignoring case."),
                QueryParameter("accessToken", .search, "The whole access token."),
                QueryParameter("statusId", .integer(1...3), "1 active, 2 disabled, 3 banned."),
                QueryParameter(
                    "expired", .boolean, "True: the expiry has passed; false: it has not, or there is none."),
                .sorting(["username", "expiresAt"]), .include(SubscriberInclude.names.map(\.key)),
            ] + QueryParameter.paging,
            answer: .page(of: SubscriberShapes.subscriber),
            action: .read { call in
                var query = call.query
                let status = query.integer("statusId", in: 1...3).flatMap { SubscriberStatus(rawValue: Int32($0)) }
                let filter = CatalogueQueries.SubscriberFilter(
                    username: query.text("username"), email: query.text("email"),
                    accessTokenHash: query.text("accessToken").map(control.hash(ofAccessToken:)), status: status,
                    isExpired: query.boolean("expired"))
                let order = query.choice("sortBy", Self.orders) ?? .id
                let include = query.include(SubscriberInclude.names)
                let page = query.page()
                try query.finish()
                return { connection in
                    let found = try connection.catalogue.subscribers(
                        filter, order: order, including: include, now: call.now, page.slice)
                    return try page.answer(found) { entry in
                        Self.json(
                            entry.subscriber, token: try control.accessToken(sealed: entry.sealedToken),
                            bundles: entry.bundles, include: include)
                    }
                }
            })
    }

    private var find: Route {
        Route(
            method: .get, path: RoutePath("/v1/subscribers/{id}"), scopes: [.subscriberRead], name: "getSubscriber",
            group: Self.group, title: "One subscriber",
            query: [.include(SubscriberInclude.names.map(\.key))], answer: .object(SubscriberShapes.subscriber),
            action: .read { call in
                let id = try call.id(of: Entities.Subscriber.self)
                var query = call.query
                let include = query.include(SubscriberInclude.names)
                try query.finish()
                return { try json(id, include, $0) }
            })
    }

    private var create: Route {
        Route(
            method: .post, path: RoutePath("/v1/subscribers"), scopes: [.subscriberCreate], name: "createSubscriber",
            group: Self.group, title: "Make a subscriber",
            summary: "The access token is generated, and so is the username unless it is given.",
            body: SubscriberShapes.body, answer: .object(SubscriberShapes.subscriber),
            action: .write { call in
                let details = try SubscriberBody.details(call.body, .creation)
                return { transaction in
                    let made = try transaction.subscribers.create(details)
                    return Self.json(made.subscriber, token: made.accessToken)
                }
            })
    }

    private var replace: Route {
        Route(
            method: .put, path: RoutePath("/v1/subscribers/{id}"), scopes: [.subscriberUpdate],
            name: "replaceSubscriber", group: Self.group, title: "Replace a subscriber",
            summary: "What is left out goes back to its default, but for username, statusId and the access token.",
            body: SubscriberShapes.body, answer: .object(SubscriberShapes.subscriber),
            action: change { try SubscriberBody.details($0, .replacement(of: $1)) })
    }

    private var merge: Route {
        Route(
            method: .patch, path: RoutePath("/v1/subscribers/{id}"), scopes: [.subscriberUpdate],
            name: "updateSubscriber", group: Self.group, title: "Change a subscriber",
            summary: "What is left out stays, null goes back to the default, lists are replaced whole.",
            body: SubscriberShapes.body, answer: .object(SubscriberShapes.subscriber),
            action: change { try SubscriberBody.details($0, .merge(into: $1)) })
    }

    private var delete: Route {
        Route(
            method: .delete, path: RoutePath("/v1/subscribers/{id}"), scopes: [.subscriberDelete],
            name: "deleteSubscriber", group: Self.group, title: "Delete a subscriber",
            summary: "Whatever plays with its credentials ends.", answer: .nothing,
            action: .write { call in
                let id = try call.id(of: Entities.Subscriber.self)
                return { transaction in
                    try transaction.subscribers.delete(id)
                    return nil
                }
            })
    }

    private var regenerate: Route {
        Route(
            method: .post, path: RoutePath("/v1/subscribers/{id}/regenerate-access-token"),
            scopes: [.subscriberUpdate], name: "regenerateAccessToken", group: Self.group,
            title: "Give a new access token", summary: "Every address that holds the old one ends.",
            answer: .object(SubscriberShapes.subscriber),
            action: .write { call in
                let id = try call.id(of: Entities.Subscriber.self)
                return { transaction in
                    let token = try transaction.subscribers.regenerateAccessToken(id)
                    return Self.json(try Self.existing(id, transaction.connection), token: token)
                }
            })
    }

    private func change(
        _ make: @escaping @Sendable (JSON, SubscriberDetails) throws -> SubscriberDetails
    ) -> Route.Action {
        .write { call in
            let id = try call.id(of: Entities.Subscriber.self)
            // What can be wrong without knowing the subscriber is told even when there is none.
            _ = try make(call.body, SubscriberDetails(username: "unknown"))
            return { transaction in
                let old = try Self.existing(id, transaction.connection)
                let new = try transaction.subscribers.update(
                    id, try make(call.body, old.details), expecting: old.revision)
                return Self.json(new, token: try token(of: id, transaction.connection))
            }
        }
    }

    private func json(
        _ id: SubscriberID, _ include: Set<CatalogueQueries.SubscriberInclude>, _ connection: any DatabaseConnection
    ) throws -> JSON {
        let subscriber = try Self.existing(id, connection)
        let bundles = include.contains(.bundles) ? try connection.subscribers.bundleNames(of: id) : []
        return Self.json(
            subscriber, token: try token(of: id, connection), bundles: bundles, include: include)
    }

    private func token(of id: SubscriberID, _ connection: any DatabaseConnection) throws -> String {
        guard let sealed = try connection.subscribers.sealedToken(of: id) else { throw APIProblem.notFound }
        return try control.accessToken(sealed: sealed)
    }

    private static func existing(_ id: SubscriberID, _ connection: any DatabaseConnection) throws -> Subscriber {
        guard let subscriber = try connection.subscribers.find(id) else { throw APIProblem.notFound }
        return subscriber
    }

    static func json(
        _ subscriber: Subscriber, token: String, bundles: [CatalogueQueries.Named] = [],
        include: Set<CatalogueQueries.SubscriberInclude> = []
    ) -> JSON {
        let details = subscriber.details
        return JSON.object([
            "id": .id(subscriber.id), "username": .string(details.username), "email": .text(details.email),
            "accessToken": .string(token), "statusId": .whole(details.status.rawValue),
            "expiresAt": .moment(details.expiresAt), "maxConnections": .whole(details.maxConnections),
            "isTrial": .boolean(details.isTrial), "note": .text(details.note), "hls": .boolean(details.allowsHLS),
            "mpegTs": .boolean(details.allowsTransportStream), "createdAt": .moment(subscriber.createdAt),
            "updatedAt": .moment(subscriber.updatedAt),
        ]).adding(
            JSON.included("bundles", bundles.map(JSON.named), when: include.contains(.bundles))
                + texts("ipAddresses", details.addresses, when: include.contains(.addresses))
                + texts("userAgents", details.userAgents, when: include.contains(.userAgents))
                + texts("countries", details.countries, when: include.contains(.countries)))
    }

    private static func texts(_ name: String, _ texts: [String], when isIncluded: Bool) -> [JSON.Member] {
        JSON.included(name, texts.map { .string($0) }, when: isIncluded)
    }
}

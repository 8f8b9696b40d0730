// swift-tools-version:6.2
import PackageDescription

// One manifest, targets grouped by layer. Arrows point down only:
// `make check` builds with `--explicit-target-dependency-import-check error`.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let orderedCollections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, settings extra: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings + extra)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "streav",
    products: [
        .executable(name: "streav-management", targets: ["streav-management"]),
        .executable(name: "streav-streaming", targets: ["streav-streaming"]),
        .executable(name: "streav-api", targets: ["streav-api"]),
        .executable(name: "streav-cli", targets: ["streav-cli"]),
        .executable(name: "streav-sim", targets: ["streav-sim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // Both are Hummingbird's own; named here because its interface consists of their types.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Layer 0: C libraries of the system as Swift modules.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CMaxMindDB", providers: [.apt(["libmaxminddb-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(name: "CRabbitMQ", providers: [.apt(["librabbitmq-dev"])]),

        // Layer 1: values, rules, state machines over bytes, and the ports. No I/O.
        library("StreavDomain"),
        library("StreavMedia", [nioCore]),
        library("StreavCrypto", ["COpenSSL"]),
        library("StreavPorts", ["StreavDomain", nioCore, logging]),
        library("StreavSQL", ["StreavDomain", "StreavPorts"]),
        library("StreavTelemetry", []),

        // Layer 2: adapters.
        library("StreavLocal", ["StreavDomain", "StreavPorts", "StreavMedia", nioCore, logging, collections]),
        library("StreavSQLite", ["StreavDomain", "StreavPorts", "StreavSQL", grdb, sqlite]),
        library(
            "StreavPostgres", ["StreavDomain", "StreavPorts", "StreavSQL", "CLibPQ", logging],
            settings: [.strictMemorySafety()]),
        library("StreavNetwork", ["StreavDomain", "StreavPorts", "StreavMedia", nioCore, nioPosix, nioHTTP1, logging]),
        library("StreavGeography", ["StreavDomain", "StreavPorts", "CMaxMindDB"]),
        library(
            "StreavRedis", ["StreavDomain", "StreavPorts", "CHiredis", "CSSL", logging, collections],
            settings: [.strictMemorySafety()]),
        library(
            "StreavRabbitMQ", ["StreavDomain", "StreavPorts", "CRabbitMQ", logging, collections],
            settings: [.strictMemorySafety()]),

        // Layer 3: the store, the control plane, the data plane.
        library("StreavStore", ["StreavDomain", "StreavPorts", "StreavSQL"]),
        library(
            "StreavControl",
            ["StreavDomain", "StreavPorts", "StreavSQL", "StreavStore", "StreavCrypto", logging]),
        library(
            "StreavStreaming",
            [
                "StreavDomain", "StreavPorts", "StreavMedia", "StreavCrypto", "StreavTelemetry", nioCore, logging,
                collections,
            ]),

        // Layer 4: the surfaces.
        library(
            "StreavWeb",
            [
                "StreavTelemetry", hummingbird, hummingbirdCore, httpTypes, nioHTTPTypes, nioCore, logging, lifecycle,
            ]),
        library(
            "StreavAPI",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavStore", "StreavCrypto", "StreavTelemetry",
                "StreavControl", "StreavWeb", hummingbird, hummingbirdCore, httpTypes, nioCore, logging, lifecycle,
            ]),
        library(
            "StreavManagement",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavTelemetry", "StreavStore", "StreavCrypto",
                "StreavControl", "StreavWeb", hummingbird, httpTypes, nioCore, logging, lifecycle,
            ]),
        library(
            "StreavCommands",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavCrypto", "StreavStore", "StreavControl",
                argumentParser,
            ]),
        library(
            "StreavDelivery",
            [
                "StreavDomain", "StreavPorts", "StreavMedia", "StreavCrypto", "StreavStreaming", "StreavTelemetry",
                "CZlib", nioCore, nioPosix, logging, collections,
            ]),

        // Layer 5: a `Platform` of ports in, running components out. Imports no adapter.
        library(
            "StreavAssembly",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavMedia", "StreavCrypto", "StreavStore",
                "StreavControl", "StreavStreaming", "StreavTelemetry", "StreavAPI", "StreavManagement",
                "StreavDelivery", nioCore, logging, lifecycle, signals,
            ]),

        // Also layer 5: settings in, a `Platform` out; knows every adapter.
        library(
            "StreavRuntime",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavCrypto", "StreavTelemetry", "StreavLocal",
                "StreavSQLite", "StreavPostgres", "StreavRedis", "StreavRabbitMQ", "StreavNetwork",
                "StreavGeography", "StreavStore", "StreavControl", "StreavStreaming", "StreavWeb", "StreavAPI",
                "StreavManagement", "StreavCommands", "StreavDelivery", "StreavAssembly", nioCore, nioPosix, logging,
                lifecycle, signals,
            ]),

        // Layer 6: the programs of a deployment; the simulator, and the load that it can be put under.
        .executableTarget(name: "streav-management", dependencies: ["StreavRuntime"], swiftSettings: settings),
        .executableTarget(name: "streav-streaming", dependencies: ["StreavRuntime"], swiftSettings: settings),
        .executableTarget(name: "streav-api", dependencies: ["StreavRuntime"], swiftSettings: settings),
        .executableTarget(name: "streav-cli", dependencies: ["StreavRuntime"], swiftSettings: settings),
        library("StreavScenario", [yams], path: "Simulator/StreavScenario"),
        library("StreavLoad", ["StreavDomain", "StreavMedia", "StreavPorts", nioCore], path: "Simulator/StreavLoad"),
        library(
            "StreavGenerator",
            [
                "StreavDomain", "StreavMedia", "StreavPorts", "StreavLoad", "StreavScenario", nioCore, nioPosix,
                nioHTTP1, logging,
            ], path: "Simulator/StreavGenerator"),
        library(
            "StreavSimulation",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavMedia", "StreavCrypto", "StreavStore",
                "StreavControl", "StreavStreaming", "StreavTelemetry", "StreavWeb", "StreavAPI", "StreavManagement",
                "StreavDelivery", "StreavAssembly", "StreavRuntime", "StreavLocal", "StreavSQLite", "StreavRedis",
                "StreavNetwork", "StreavScenario", "StreavLoad", "StreavGenerator", nioCore, nioPosix, logging,
                lifecycle, signals,
            ], path: "Simulator/StreavSimulation"),
        .executableTarget(
            name: "streav-sim",
            dependencies: [
                "StreavSimulation", "StreavAssembly", "StreavGeography", "StreavPorts", "StreavScenario",
                argumentParser, logging,
            ],
            path: "Simulator/streav-sim", swiftSettings: settings),
        // The adapters at their servers, for Benchmarks/: no product.
        .executableTarget(
            name: "streav-bench",
            dependencies: [
                "StreavPorts", "StreavSQL", "StreavLocal", "StreavPostgres", "StreavRedis", "StreavRabbitMQ", logging,
            ],
            path: "Benchmarks/streav-bench", swiftSettings: settings),

        // Tests: a folder per tested target, the laws of the ports, the whole platform, and the house itself.
        library(
            "DatabaseFixtures",
            ["StreavDomain", "StreavPorts", "StreavSQL", "StreavLocal", "StreavSQLite", "StreavPostgres", logging],
            path: "Tests/DatabaseFixtures"),
        tests("StreavDomainTests", ["StreavDomain"]),
        tests("StreavMediaTests", ["StreavMedia", nioCore]),
        tests("StreavCryptoTests", ["StreavCrypto"]),
        tests("StreavTelemetryTests", ["StreavTelemetry"]),
        tests(
            "StreavNetworkTests", ["StreavNetwork", "StreavDomain", "StreavPorts", "StreavLocal", nioCore, nioPosix]),
        tests("StreavGeographyTests", ["StreavGeography", "StreavPorts"]),
        tests(
            "StreavRabbitMQTests", ["StreavRabbitMQ", "StreavDomain", "StreavPorts", "StreavLocal", logging]),
        tests(
            "ConformanceTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavLocal", "StreavSQLite", "StreavRedis",
                "StreavRabbitMQ", "DatabaseFixtures", nioCore, logging,
            ]),
        tests(
            "StreavPostgresTests",
            ["StreavDomain", "StreavPorts", "StreavSQL", "StreavLocal", "StreavPostgres", "DatabaseFixtures", logging]),
        tests("StreavRedisTests", ["StreavDomain", "StreavPorts", "StreavLocal", "StreavRedis", logging]),
        tests(
            "StreavStoreTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavSQLite", "StreavLocal", "StreavStore",
                "DatabaseFixtures",
            ]),
        tests(
            "StreavControlTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavSQLite", "StreavLocal", "StreavStore",
                "StreavCrypto", "StreavControl", "DatabaseFixtures", logging,
            ]),
        tests(
            "StreavStreamingTests",
            [
                "StreavDomain", "StreavPorts", "StreavMedia", "StreavCrypto", "StreavLocal", "StreavStreaming",
                nioCore, logging,
            ]),
        tests(
            "StreavDeliveryTests",
            [
                "StreavDomain", "StreavPorts", "StreavMedia", "StreavCrypto", "StreavLocal", "StreavStreaming",
                "StreavDelivery", "CZlib", "StreavTelemetry", nioCore, nioPosix, logging,
            ]),
        tests(
            "StreavManagementTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavSQLite", "StreavLocal", "StreavStore",
                "StreavCrypto", "StreavControl", "StreavManagement", "StreavWeb", httpTypes, nioCore, nioPosix,
                logging, lifecycle,
            ]),
        tests(
            "StreavAPITests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavSQLite", "StreavLocal", "StreavStore",
                "StreavCrypto", "StreavControl", "StreavTelemetry", "StreavWeb", "StreavAPI", httpTypes, nioPosix,
                logging, lifecycle,
            ]),
        tests(
            "StreavSimulationTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavMedia", "StreavCrypto", "StreavStore",
                "StreavControl", "StreavStreaming", "StreavDelivery", "StreavTelemetry", "StreavAssembly",
                "StreavRuntime", "StreavLocal", "StreavSQLite", "StreavPostgres", "StreavRedis", "StreavNetwork",
                "StreavScenario", "StreavGenerator", "StreavSimulation", "DatabaseFixtures", nioCore, nioPosix, logging,
                lifecycle,
            ]),
        tests(
            "StreavCommandsTests",
            [
                "StreavDomain", "StreavPorts", "StreavSQL", "StreavSQLite", "StreavLocal", "StreavStore",
                "StreavCrypto", "StreavControl", "StreavCommands", "DatabaseFixtures", argumentParser,
            ]),
        tests("StreavLocalTests", ["StreavDomain", "StreavPorts", "StreavMedia", "StreavLocal", nioCore]),
        tests("StreavScenarioTests", ["StreavScenario"]),
        tests(
            "StreavLoadTests", ["StreavDomain", "StreavMedia", "StreavPorts", "StreavLocal", "StreavLoad", nioCore]),
        tests(
            "StreavGeneratorTests",
            [
                "StreavDomain", "StreavMedia", "StreavPorts", "StreavLocal", "StreavScenario", "StreavLoad",
                "StreavGenerator", nioCore, nioPosix, nioHTTP1, logging,
            ]),
        tests(
            "StreavRuntimeTests",
            [
                "StreavRuntime", "StreavDomain", "StreavPorts", "StreavSQL", "StreavTelemetry", "StreavLocal",
                "StreavStore", "StreavCommands", "StreavAssembly", logging,
            ]),
        tests(
            "EndToEndTests",
            [
                "StreavDomain", "StreavMedia", "StreavPorts", "StreavSQL", "StreavLocal", "StreavPostgres",
                "StreavRabbitMQ",
                "StreavStore", "StreavControl", "StreavCrypto", nioCore, logging,
            ]),
        tests("TidyTests", []),
    ]
)

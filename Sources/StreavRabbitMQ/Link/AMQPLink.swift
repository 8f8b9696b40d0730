internal import CRabbitMQ
import StreavPorts

/// One connection to the server: owns librabbitmq's state, which one thread may use.
///
/// Nothing here waits for the server but opening and closing; whoever sends looks at ``hasRoom`` first, so that a
/// server that does not read holds up nobody.
@safe
final class AMQPLink {
    /// What the kernel may hold unsent before we wait with more.
    static let unsentBytes = 128 << 10
    /// Asked of the kernel, which gives what it allows: room for ``unsentBytes`` and a frame.
    static let sendBufferBytes = 1 << 20
    /// The largest frame we agree to (librabbitmq's own default).
    static let frameBytes = 131_072
    /// What a frame is beyond its payload: type, channel, size and end (AMQP 0-9-1 section 4.2.3).
    static let frameOverhead = 8
    /// Bodies to this size are sent at once with their headers.
    static let smallBodyBytes = 16 << 10
    /// How long a polite end may take.
    static let closeTime: Duration = .seconds(1)

    let state: amqp_connection_state_t
    let socket: Int32
    let arena = CallArena()
    let channelRange: ClosedRange<UInt16>
    private var isOpen = true

    /// Takes over a state that is logged in.
    init(_ state: amqp_connection_state_t) {
        unsafe self.state = state
        unsafe socket = amqp_get_sockfd(state)
        let agreed = unsafe amqp_get_channel_max(state)
        channelRange = 1...UInt16(clamping: agreed <= 0 ? Int32(UInt16.max) : agreed)
        streav_socket_set_send_buffer(socket, Int32(Self.sendBufferBytes))
    }

    deinit {
        unsafe amqp_destroy_connection(state)
    }

    /// Another frame can be handed over without waiting.
    var hasRoom: Bool {
        (0..<Int32(Self.unsentBytes)).contains(streav_socket_unsent(socket))
    }

    /// Says goodbye, and waits a moment for the answer.
    func close() {
        guard isOpen else { return }
        isOpen = false
        unsafe streav_amqp_set_deadlines(state, 0, Self.closeTime.milliseconds)
        _ = unsafe amqp_connection_close(state, AMQP_REPLY_SUCCESS)
    }

    /// Throws when librabbitmq says that something went wrong.
    func check(_ status: Int32) throws(LinkFailure) {
        guard status < 0 else { return }
        isOpen = false
        throw LinkFailure(reason: Self.text(of: status))
    }

    static func text(of status: Int32) -> String {
        guard let text = unsafe amqp_error_string2(status) else { return "error \(status)" }
        return unsafe String(cString: text)
    }
}

extension Duration {
    /// Rounded up: a wait that ends too early is no wait.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}

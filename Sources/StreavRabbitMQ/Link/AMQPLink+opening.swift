internal import CRabbitMQ
import StreavPorts

extension AMQPLink {
    /// Connects and logs in; blocks its thread for at most the configuration's connect time, and as long as the system
    /// takes to look the host's name up.
    static func open(_ configuration: RabbitMQConfiguration, clock: StreavClock) throws(BrokerError) -> AMQPLink {
        let deadline = clock.monotonicNow + configuration.connectTime
        guard let state = unsafe amqp_new_connection() else {
            throw BrokerError(.unavailable, "there is no memory for a connection")
        }
        do throws(BrokerError) {
            try unsafe connect(state, configuration)
            let left = max(deadline - clock.monotonicNow, .milliseconds(1))
            unsafe streav_amqp_set_deadlines(state, left.milliseconds, configuration.declareTime.milliseconds)
            try unsafe logIn(state, configuration)
        } catch {
            unsafe amqp_destroy_connection(state)
            throw error
        }
        return unsafe AMQPLink(state)
    }

    private static func connect(
        _ state: amqp_connection_state_t, _ configuration: RabbitMQConfiguration
    ) throws(BrokerError) {
        let socket: OpaquePointer?
        if let security = configuration.security {
            unsafe socket = amqp_ssl_socket_new(state)
            if let socket = unsafe socket {
                unsafe amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
                unsafe amqp_ssl_socket_set_verify_peer(socket, security.isVerified ? 1 : 0)
                unsafe amqp_ssl_socket_set_verify_hostname(socket, security.isVerified ? 1 : 0)
                if security.isVerified {
                    guard unsafe amqp_ssl_socket_set_cacert(socket, security.authorities) == AMQP_STATUS_OK.rawValue
                    else {
                        throw BrokerError(
                            .unavailable,
                            "the certificates in \(security.authorities) cannot be read: install ca-certificates, or "
                                + "name a file of authorities by cacertfile")
                    }
                }
            }
        } else {
            unsafe socket = amqp_tcp_socket_new(state)
        }
        guard let socket = unsafe socket else {
            throw BrokerError(.unavailable, "there is no memory for a connection")
        }
        let status = unsafe streav_amqp_open(
            socket, configuration.host, Int32(configuration.port), configuration.connectTime.milliseconds)
        guard status == AMQP_STATUS_OK.rawValue else {
            throw BrokerError(.unavailable, "\(configuration) cannot be reached: \(text(of: status))")
        }
    }

    private static func logIn(
        _ state: amqp_connection_state_t, _ configuration: RabbitMQConfiguration
    ) throws(BrokerError) {
        let reply = unsafe streav_amqp_login(
            state, configuration.virtualHost, Int32(frameBytes), Int32(configuration.heartbeat.components.seconds),
            configuration.user, configuration.password)
        switch unsafe reply.reply_type {
        case AMQP_RESPONSE_NORMAL:
            return
        case AMQP_RESPONSE_SERVER_EXCEPTION:
            let (code, said) = unsafe refusal(reply.reply)
            if code == Int(AMQP_ACCESS_REFUSED) {
                throw BrokerError(
                    .unavailable,
                    "\(configuration) refused the login of user '\(configuration.user)': check user and password of "
                        + "the broker's address, and that the user may enter the virtual host. RabbitMQ lets guest in "
                        + "from its own machine only")
            }
            throw BrokerError(
                .unavailable,
                "\(configuration) refused user '\(configuration.user)': \(said). Check that the virtual host is there, "
                    + "and that the user may enter it (rabbitmqctl set_permissions)")
        default:
            let said = unsafe text(of: reply.library_error)
            throw BrokerError(.unavailable, "\(configuration) did not let us in: \(said)")
        }
    }

    private static func refusal(_ method: amqp_method_t) -> (code: Int, text: String) {
        guard unsafe method.id == AMQP_CONNECTION_CLOSE_METHOD, let decoded = unsafe method.decoded else {
            return (0, "it closed the channel")
        }
        let close = unsafe decoded.assumingMemoryBound(to: amqp_connection_close_t.self).pointee
        return unsafe (Int(close.reply_code), text(of: close.reply_text))
    }
}

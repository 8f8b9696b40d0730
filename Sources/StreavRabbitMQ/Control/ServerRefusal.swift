internal import CRabbitMQ
import StreavPorts

/// What the server's reply codes mean to whoever asked (AMQP 0-9-1 section 1.5).
enum ServerRefusal {
    static func error(code: Int, text: String) -> BrokerError {
        switch Int32(clamping: code) {
        case AMQP_NOT_FOUND:
            BrokerError(.unknownTopology, "RabbitMQ: \(text)")
        case AMQP_PRECONDITION_FAILED where text.contains("timed out"):
            // The server's own limit, `consumer_timeout`.
            BrokerError(.timedOut, "a delivery was not settled in time: \(text)")
        case AMQP_ACCESS_REFUSED where text.contains("refused for user"):
            BrokerError(
                .unavailable, "RabbitMQ: \(text). Let the user configure, write and read (rabbitmqctl set_permissions)")
        case AMQP_PRECONDITION_FAILED, AMQP_ACCESS_REFUSED, AMQP_RESOURCE_LOCKED, AMQP_CONTENT_TOO_LARGE:
            BrokerError(.invalidArgument, "RabbitMQ: \(text)")
        default:
            BrokerError(.unavailable, "RabbitMQ closed the channel: \(text) (\(code))")
        }
    }
}

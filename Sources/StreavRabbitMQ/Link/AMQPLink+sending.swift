internal import CRabbitMQ
import StreavPorts

extension AMQPLink {
    func send(_ method: AMQPMethod, on channel: UInt16) throws(LinkFailure) {
        arena.reset()
        let status: Int32
        switch method {
        case .openChannel:
            status = unsafe post(AMQP_CHANNEL_OPEN_METHOD, amqp_channel_open_t(), channel)
        case .closeChannel:
            var close = unsafe amqp_channel_close_t()
            unsafe close.reply_code = UInt16(AMQP_REPLY_SUCCESS)
            status = unsafe post(AMQP_CHANNEL_CLOSE_METHOD, close, channel)
        case .channelClosed:
            status = post(AMQP_CHANNEL_CLOSE_OK_METHOD, amqp_channel_close_ok_t(), channel)
        case .selectConfirms:
            status = post(AMQP_CONFIRM_SELECT_METHOD, amqp_confirm_select_t(), channel)
        case .limit(let prefetch):
            var limit = amqp_basic_qos_t()
            limit.prefetch_count = UInt16(clamping: prefetch)
            status = post(AMQP_BASIC_QOS_METHOD, limit, channel)
        case .acknowledge(let tag):
            status = unsafe amqp_basic_ack(state, channel, tag, 0)
        case .reject(let tag, let requeue):
            status = unsafe amqp_basic_reject(state, channel, tag, requeue ? 1 : 0)
        case .subscribe, .unsubscribe:
            status = sendSubscription(method, channel)
        default:
            status = sendTopology(method, channel)
        }
        try check(status)
    }

    private func sendSubscription(_ method: AMQPMethod, _ channel: UInt16) -> Int32 {
        guard case .subscribe(let queue, let isExclusive) = method else {
            var cancel = unsafe amqp_basic_cancel_t()
            unsafe cancel.consumer_tag = arena.bytes(AMQPMethod.consumerTag)
            return unsafe post(AMQP_BASIC_CANCEL_METHOD, cancel, channel)
        }
        var consume = unsafe amqp_basic_consume_t()
        unsafe consume.queue = arena.bytes(queue)
        unsafe consume.consumer_tag = arena.bytes(AMQPMethod.consumerTag)
        unsafe consume.exclusive = isExclusive ? 1 : 0
        return unsafe post(AMQP_BASIC_CONSUME_METHOD, consume, channel)
    }

    private func sendTopology(_ method: AMQPMethod, _ channel: UInt16) -> Int32 {
        switch method {
        case .declareExchange(let name, let kind):
            var declare = unsafe amqp_exchange_declare_t()
            unsafe declare.exchange = arena.bytes(name)
            unsafe declare.type = arena.bytes(kind.rawValue)
            unsafe declare.durable = 1
            return unsafe post(AMQP_EXCHANGE_DECLARE_METHOD, declare, channel)
        case .findExchange(let name):
            var declare = unsafe amqp_exchange_declare_t()
            unsafe declare.exchange = arena.bytes(name)
            unsafe declare.type = arena.bytes(AMQPMethod.ExchangeKind.topic.rawValue)
            unsafe declare.passive = 1
            return unsafe post(AMQP_EXCHANGE_DECLARE_METHOD, declare, channel)
        case .deleteExchange(let name):
            var delete = unsafe amqp_exchange_delete_t()
            unsafe delete.exchange = arena.bytes(name)
            return unsafe post(AMQP_EXCHANGE_DELETE_METHOD, delete, channel)
        case .declareQueue(let queue):
            var declare = unsafe amqp_queue_declare_t()
            unsafe declare.queue = arena.bytes(queue.name)
            unsafe declare.durable = 1
            unsafe declare.auto_delete = queue.isAutoDeleted ? 1 : 0
            unsafe declare.arguments = arena.table(queue.arguments)
            return unsafe post(AMQP_QUEUE_DECLARE_METHOD, declare, channel)
        case .findQueue(let name):
            var declare = unsafe amqp_queue_declare_t()
            unsafe declare.queue = arena.bytes(name)
            unsafe declare.passive = 1
            return unsafe post(AMQP_QUEUE_DECLARE_METHOD, declare, channel)
        case .bind(let queue, let exchange, let pattern):
            var bind = unsafe amqp_queue_bind_t()
            unsafe bind.queue = arena.bytes(queue)
            unsafe bind.exchange = arena.bytes(exchange)
            unsafe bind.routing_key = arena.bytes(pattern)
            return unsafe post(AMQP_QUEUE_BIND_METHOD, bind, channel)
        case .deleteQueue(let name):
            var delete = unsafe amqp_queue_delete_t()
            unsafe delete.queue = arena.bytes(name)
            return unsafe post(AMQP_QUEUE_DELETE_METHOD, delete, channel)
        default:
            preconditionFailure("\(method) is no matter of topology")
        }
    }

    private func post<Fields>(_ id: UInt32, _ fields: Fields, _ channel: UInt16) -> Int32 {
        var fields = fields
        return unsafe withUnsafeMutablePointer(to: &fields) { unsafe amqp_send_method(state, channel, id, $0) }
    }

    /// Begins a message, persistent and `mandatory`; the rest of its body, if any is left, is for
    /// ``sendBody(_:from:on:)``.
    ///
    /// - Parameter tag: Comes back with a message that the server returns.
    /// - Returns: How much of the body is sent.
    func publish(_ publication: Publication, tag: UInt64, on channel: UInt16) throws(LinkFailure) -> Int {
        arena.reset()
        let message = publication.message
        var properties = unsafe amqp_basic_properties_t()
        unsafe properties._flags = UInt32(
            AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CORRELATION_ID_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG
                | AMQP_BASIC_TYPE_FLAG)
        unsafe properties.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        unsafe properties.correlation_id = arena.bytes(String(tag))
        unsafe properties.message_id = arena.bytes(message.id)
        unsafe properties.type = arena.bytes(message.type)
        let exchange = unsafe arena.bytes(publication.exchange)
        let routingKey = unsafe arena.bytes(publication.routingKey)
        guard message.body.count > Self.smallBodyBytes else {
            let status = unsafe message.body.withUnsafeBytes { body in
                // The library reads the body only.
                let bytes = unsafe amqp_bytes_t(
                    len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
                return unsafe amqp_basic_publish(state, channel, exchange, routingKey, 1, 0, &properties, bytes)
            }
            try check(status)
            return message.body.count
        }
        var method = unsafe amqp_basic_publish_t()
        unsafe method.exchange = exchange
        unsafe method.routing_key = routingKey
        unsafe method.mandatory = 1
        try check(
            unsafe streav_amqp_begin_publish(state, channel, &method, &properties, UInt64(message.body.count)))
        return 0
    }

    /// Sends one frame of a body.
    ///
    /// - Returns: How much of the body is sent then.
    func sendBody(_ body: [UInt8], from start: Int, on channel: UInt16) throws(LinkFailure) -> Int {
        let agreed = unsafe Int(amqp_get_frame_max(state))
        let end = min(body.count, start + min(agreed, Self.frameBytes) - Self.frameOverhead)
        let status = unsafe body.withUnsafeBytes { bytes in
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            return unsafe streav_amqp_send_body(state, channel, piece.baseAddress, piece.count)
        }
        try check(status)
        return end
    }
}

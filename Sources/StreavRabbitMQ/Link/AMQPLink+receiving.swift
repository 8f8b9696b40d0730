internal import CRabbitMQ

extension AMQPLink {
    /// The next frame that has arrived; nil when there is none. Keeps the heartbeats going.
    func receive() throws(LinkFailure) -> AMQPFrame? {
        var frame = unsafe amqp_frame_t()
        let status = unsafe streav_amqp_receive(state, &frame)
        if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
        try check(status)
        // What the frame points to is good until here.
        defer { unsafe amqp_maybe_release_buffers_on_channel(state, frame.channel) }
        let channel = unsafe frame.channel
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            return .event(channel: channel, unsafe Self.event(frame.payload.method))
        case AMQP_FRAME_HEADER:
            return .header(
                channel: channel,
                unsafe Self.header(frame.payload.properties.decoded, bodyBytes: frame.payload.properties.body_size))
        case AMQP_FRAME_BODY:
            let fragment = unsafe frame.payload.body_fragment
            return .body(
                channel: channel, unsafe Array(UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len)))
        default:
            return .event(channel: channel, .other(0))
        }
    }

    /// Text of the server's; what is not UTF-8 is replaced.
    static func text(of bytes: amqp_bytes_t) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }

    private static func header(_ decoded: UnsafeMutableRawPointer?, bodyBytes: UInt64) -> AMQPFrame.Header {
        var header = AMQPFrame.Header(bodyBytes: bodyBytes)
        guard let decoded = unsafe decoded else { return header }
        let properties = unsafe decoded.assumingMemoryBound(to: amqp_basic_properties_t.self).pointee
        // What is not flagged is not set.
        let flags = unsafe properties._flags
        if flags & UInt32(AMQP_BASIC_MESSAGE_ID_FLAG) != 0 {
            header.messageID = unsafe text(of: properties.message_id)
        }
        if flags & UInt32(AMQP_BASIC_TYPE_FLAG) != 0 { header.type = unsafe text(of: properties.type) }
        if flags & UInt32(AMQP_BASIC_CORRELATION_ID_FLAG) != 0 {
            header.correlationID = unsafe text(of: properties.correlation_id)
        }
        if flags & UInt32(AMQP_BASIC_HEADERS_FLAG) != 0 {
            header.earlierDeliveries = unsafe earlierDeliveries(properties.headers)
        }
        return header
    }

    /// Quorum queues count in `x-delivery-count`, as an integer of whichever size.
    private static func earlierDeliveries(_ table: amqp_table_t) -> Int {
        let entries = unsafe UnsafeBufferPointer(start: table.entries, count: Int(max(0, table.num_entries)))
        for index in entries.indices {
            guard unsafe text(of: entries[index].key) == "x-delivery-count" else { continue }
            let value = unsafe entries[index].value
            switch unsafe UInt32(value.kind) {
            case AMQP_FIELD_KIND_I64.rawValue: return unsafe Int(max(0, value.value.i64))
            case AMQP_FIELD_KIND_U64.rawValue: return unsafe Int(clamping: value.value.u64)
            case AMQP_FIELD_KIND_I32.rawValue: return unsafe Int(max(0, value.value.i32))
            case AMQP_FIELD_KIND_U32.rawValue: return unsafe Int(value.value.u32)
            case AMQP_FIELD_KIND_I16.rawValue: return unsafe Int(max(0, value.value.i16))
            case AMQP_FIELD_KIND_I8.rawValue: return unsafe Int(max(0, value.value.i8))
            default: return 0
            }
        }
        return 0
    }

    private static func event(_ method: amqp_method_t) -> AMQPEvent {
        let id = unsafe method.id
        switch id {
        case AMQP_CHANNEL_OPEN_OK_METHOD: return .channelOpened
        case AMQP_CHANNEL_CLOSE_OK_METHOD: return .channelCloseConfirmed
        case AMQP_CONFIRM_SELECT_OK_METHOD: return .confirmsSelected
        case AMQP_EXCHANGE_DECLARE_OK_METHOD: return .exchangeDeclared
        case AMQP_EXCHANGE_DELETE_OK_METHOD: return .exchangeDeleted
        case AMQP_QUEUE_BIND_OK_METHOD: return .queueBound
        case AMQP_QUEUE_DELETE_OK_METHOD: return .queueDeleted
        case AMQP_BASIC_QOS_OK_METHOD: return .limited
        case AMQP_BASIC_CONSUME_OK_METHOD: return .subscribed
        case AMQP_BASIC_CANCEL_OK_METHOD: return .unsubscribed
        case AMQP_BASIC_CANCEL_METHOD: return .subscriptionCancelled
        case AMQP_CONNECTION_UNBLOCKED_METHOD: return .unblocked
        default: break
        }
        guard let decoded = unsafe method.decoded else { return .other(id) }
        return unsafe eventWithFields(id, decoded)
    }

    private static func eventWithFields(_ id: UInt32, _ decoded: UnsafeMutableRawPointer) -> AMQPEvent {
        func fields<Fields>(_ type: Fields.Type) -> Fields { unsafe decoded.assumingMemoryBound(to: type).pointee }
        switch id {
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = unsafe fields(amqp_channel_close_t.self)
            return unsafe .channelClosed(code: Int(close.reply_code), text: text(of: close.reply_text))
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = unsafe fields(amqp_connection_close_t.self)
            return unsafe .connectionClosed(code: Int(close.reply_code), text: text(of: close.reply_text))
        case AMQP_CONNECTION_BLOCKED_METHOD:
            return unsafe .blocked(reason: text(of: fields(amqp_connection_blocked_t.self).reason))
        case AMQP_QUEUE_DECLARE_OK_METHOD:
            return unsafe .queueDeclared(waiting: Int(fields(amqp_queue_declare_ok_t.self).message_count))
        case AMQP_BASIC_ACK_METHOD:
            let ack = fields(amqp_basic_ack_t.self)
            return .acknowledged(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case AMQP_BASIC_NACK_METHOD:
            let nack = fields(amqp_basic_nack_t.self)
            return .notTaken(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case AMQP_BASIC_RETURN_METHOD:
            return unsafe .returned(text: text(of: fields(amqp_basic_return_t.self).reply_text))
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = unsafe fields(amqp_basic_deliver_t.self)
            return unsafe .delivered(
                tag: deliver.delivery_tag, isRedelivered: deliver.redelivered != 0,
                routingKey: text(of: deliver.routing_key))
        default:
            return .other(id)
        }
    }
}

/// A size of a channel's picture, with what it shows there.
struct SyntheticScreen {
    let card: ChannelCard
    let headers: AVCStreamHeaders

    init(_ configuration: SyntheticConfiguration, width: Int, height: Int) {
        card = ChannelCard(
            channel: configuration.channel, name: configuration.name, width: width, height: height)
        headers = AVCStreamHeaders(
            width: width, height: height, framesPerSecond: SyntheticChannel.framesPerSecond,
            bitrate: configuration.bitrate ?? 0)
    }
}

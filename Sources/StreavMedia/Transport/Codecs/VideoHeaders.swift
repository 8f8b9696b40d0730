/// What the beginning of a video unit, up to its first slice, tells.
struct VideoHeaders {
    /// The unit is a point where a decoder can start.
    var isRandomAccess = false
    /// The sequence parameters, as they came: a change of them is a change of format.
    var parameters: ArraySlice<UInt8>?
    /// The first slice was seen: nothing that matters follows.
    var isComplete = false
}

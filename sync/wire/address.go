package wire

import "time"

// Prefix is where nodes speak to each other; the addresses below it are told in docs/wire.md.
const Prefix = "/sync/v1"

// What the two ends say beside their messages.
const (
	Bearer       = "Bearer " // before a session
	SpanHeader   = "Lz-Span" // of a push: from and to in the child's own log, so that pushes under way at once stay in order
	OffsetHeader = "Upload-Offset"
	LengthHeader = "Upload-Length"
	WholeHeader  = "Upload-Complete"
)

// What one question or answer carries at most.
const (
	MostFrames = 64        // feeds in answer to one pull
	PartBytes  = 256 << 10 // of a file, in one request
	MostThumb  = 30 << 10  // bytes of a picture's small copy
)

// How both ends of a doorbell know that the other is there.
const (
	PingEvery = 20 * time.Second
	DeadAfter = 45 * time.Second
)

package sync

import "time"

// prefix is where nodes speak to each other; the addresses below it are told in docs/wire.md.
const prefix = "/sync/v1"

// What the two ends say beside their messages.
const (
	bearer       = "Bearer " // before a session
	spanHeader   = "Lz-Span" // of a push: from and to in the child's own log, so that pushes under way at once stay in order
	offsetHeader = "Upload-Offset"
	lengthHeader = "Upload-Length"
	wholeHeader  = "Upload-Complete"
)

const (
	mostFrames = 64        // feeds in answer to one pull
	partBytes  = 256 << 10 // of a file, in one request
	mostThumb  = 30 << 10  // bytes of a picture's small copy
)

// How both ends of a doorbell know that the other is there.
const (
	pingEvery = 20 * time.Second
	deadAfter = 45 * time.Second
)

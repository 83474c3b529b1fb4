package core

// Codes of the refusals, as docs/wire.md lists them.
const (
	CodeUnknownDevice = "unknown_device"
	CodeRevoked       = "revoked"
	CodeFork          = "fork"
	CodeEpoch         = "epoch_changed" // say hello again
	CodeSetBack       = "log_set_back"  // the box's own log lost its end: Reincarnate, then say hello again
	CodeScope         = "scope_not_yours"
	CodeCodeWrong     = "code_wrong"
	CodeCodeUsed      = "code_used"
	CodeProto         = "proto_unsupported"
	CodeFrame         = "frame_invalid"
)

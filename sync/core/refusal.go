package core

import (
	"errors"

	"lianzhan/station"
)

// Codes of the refusals and of the faults, as docs/wire.md lists them.
const (
	CodeUnknownDevice = "unknown_device"
	CodeRevoked       = "revoked"
	CodeFork          = "fork"
	CodeSession       = "session_expired"
	CodeEpoch         = "epoch_changed" // say hello again
	CodeSetBack       = "log_set_back"  // the log lost its end: begin a new life, then say hello again
	CodeScope         = "scope_not_yours"
	CodeKind          = "kind_not_yours"
	CodeCodeWrong     = "code_wrong"
	CodeCodeUsed      = "code_used"
	CodeCodeTries     = "code_tries"
	CodeProto         = "proto_unsupported"
	CodeFrame         = "frame_invalid"
	CodeSignature     = "signature_invalid"
	CodeBody          = "body_altered"
	CodeDeviceRevoked = "device_revoked"
	CodeSealed        = "box_unreadable" // a sealed box for this device that its key does not open
	CodeTooLarge      = "change_too_large"
)

var (
	errUnknown   = station.Unauthorized(CodeUnknownDevice, "上级不认识这台设备，请用登记码重新登记。")
	errRevoked   = station.Forbidden(CodeRevoked, "这台设备已经停用，请找上级重新登记。")
	errFork      = station.Conflict(CodeFork, "另有一台机器也用这个名字，请找上级重新登记。")
	errSession   = station.Unauthorized(CodeSession, "连接已过期，正在重新接上。")
	errEpoch     = station.Conflict(CodeEpoch, "上级的数据换过一次，正在重新接上。")
	errSetBack   = station.Conflict(CodeSetBack, "数据退回过从前，正在补回来。")
	errSignature = station.Unauthorized(CodeSignature, "签名不对，对不上这台设备。")
	errNoNode    = station.NotFound("node_not_found", "没有找到这个站点。")
)

// faultOf is the code of an error that says a change cannot be applied; "" for a failure of the ledger itself.
func faultOf(err error) string {
	var worded *station.Error
	if errors.As(err, &worded) && worded.Class == station.FaultInvalid {
		return worded.Code
	}
	return ""
}

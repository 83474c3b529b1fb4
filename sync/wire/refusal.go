package wire

import "lianzhan/station"

// What a parent answers when it does not do what it was asked.
var (
	ErrSession = station.Unauthorized("session_expired", "连接已过期，请重新握手。")
	ErrCrowd   = station.Busy("busy", "现在连接的站点太多，请稍后再试。")
	ErrLarge   = station.Invalid("frame_too_large", "收到的数据太大。")
	ErrOffset  = station.Conflict("offset_wrong", "续传的位置不对，请先问一下收到了多少。")
	ErrLocked  = station.Conflict("file_locked", "这个文件正在传。")
	ErrAsked   = station.NotFound("file_not_found", "没有找到这个文件。")
)

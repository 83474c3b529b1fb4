package sync

import (
	"io"
	"os"
	"regexp"

	"lianzhan/station"
)

// Files is what sync needs of the store's folder of files, each named by the SHA-256 of its content. A file may arrive in
// parts: whoever sends asks how far, and goes on from there.
type Files interface {
	File(hash string) (*os.File, error)
	AddFile(r io.Reader) (hash string, err error)
	DeleteFile(hash string) error
	Offset(hash string) (at int64, whole bool, err error)
	AppendPart(hash string, at, length int64, r io.Reader) (offset int64, whole bool, err error)
}

const partBytes = 256 << 10 // of one request

// What an answer about a file may say, here and on the wire.
var (
	errOffset = station.Conflict("offset_wrong", "续传的位置不对，请先问一下收到了多少。")
	errLocked = station.Conflict("file_locked", "这个文件正在传。")
	errAsked  = station.NotFound("file_not_found", "没有找到这个文件。")
)

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

func full(cause error) error {
	return station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。").Because(cause)
}

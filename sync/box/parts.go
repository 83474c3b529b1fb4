package box

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

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

func full(cause error) error {
	return station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。").Because(cause)
}

package kiosk

import (
	"errors"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// shownTypes are the kinds of file a browser may show; anything else can only be saved.
var shownTypes = []string{"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm"}

// file answers GET /api/v1/files/{hash}. The name is the SHA-256 of the content, so it never changes and is its own tag.
func (r *Room) file(c *fiber.Ctx) error {
	hash := c.Params("hash")
	if !isHash(hash) {
		return station.NotFound("file_not_found", "没有找到这个文件。")
	}
	private, lent, err := r.voters.Guarded(hash, c.Query("until"), c.Query("seal"))
	if err != nil {
		return err
	}
	if private && !lent {
		return station.NotFound("file_not_found", "没有找到这个文件。")
	}
	etag := `"` + hash + `"`
	c.Set(fiber.HeaderETag, etag)
	c.Set(fiber.HeaderCacheControl, forever)
	if private {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	if names(c.Request().Header.Peek(fiber.HeaderIfNoneMatch), etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	f, err := r.store.File(hash)
	if err != nil {
		return err
	}
	size, mime, err := inspect(f)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	c.Set(fiber.HeaderContentType, mime)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderContentSecurityPolicy, inert)
	c.Context().SetBodyStream(f, size) // the server closes the file
	return nil
}

// isHash reports whether a name is 64 lower-case hex characters; nothing else ever reaches the disk.
func isHash(name string) bool {
	return len(name) == 64 && strings.Trim(name, "0123456789abcdef") == ""
}

// inspect tells a file's size and type by its first bytes.
func inspect(f *os.File) (size int, mime string, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, "", err
	}
	head := make([]byte, 512)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, "", err
	}
	sniffed := http.DetectContentType(head[:n])
	for _, shown := range shownTypes {
		if sniffed == shown {
			return int(info.Size()), shown, nil
		}
	}
	return int(info.Size()), fiber.MIMEOctetStream, nil
}

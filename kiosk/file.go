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
// A file nobody may see is not there: it must be named by a public record, or come with a seal its owner was given.
func (r *Room) file(c *fiber.Ctx) error {
	hash := c.Params("hash")
	if !isHash(hash) {
		return station.NotFound("file_not_found", "没有找到这个文件。")
	}
	e, err := r.catalogue.open()
	if err != nil {
		return err
	}
	public := e.publicFiles()[hash]
	if !public {
		if public, err = r.voters.Shown(hash); err != nil {
			return err
		}
	}
	if !public && !r.voters.Sealed(hash, c.Query("until"), c.Query("seal")) {
		return station.NotFound("file_not_found", "没有找到这个文件。")
	}
	etag := `"` + hash + `"`
	c.Set(fiber.HeaderETag, etag)
	c.Set(fiber.HeaderCacheControl, forever)
	if !public {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	if names(c.Request().Header.Peek(fiber.HeaderIfNoneMatch), etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	f, err := r.store.File(hash)
	if err != nil {
		return r.smallCopy(c, hash, err)
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

// smallCopy stands in for a picture that is still on its way here from another box.
func (r *Room) smallCopy(c *fiber.Ctx, hash string, missing error) error {
	if r.small == nil {
		return missing
	}
	jpeg, held := r.small(hash)
	if !held {
		return missing
	}
	c.Response().Header.Del(fiber.HeaderETag)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(jpeg)
}

// filesShown are the files public records name. A deputy whose mandate has ended shows no face any more.
func (e *edition) filesShown() map[string]bool {
	shown := map[string]bool{}
	for _, f := range e.serving {
		shown[f.deputy.Photo], shown[f.deputy.Thumb] = true, true
	}
	for _, s := range e.stations.sorted {
		shown[s.Photo] = true
	}
	for _, a := range e.articles.sorted {
		if a.Shown(e.day) {
			shown[a.Photo] = true
		}
	}
	for _, a := range e.activities.sorted {
		for _, photo := range a.Photos {
			shown[photo] = shown[photo] || a.Public
		}
	}
	for _, p := range e.projects.sorted {
		for _, photo := range p.Photos {
			shown[photo] = shown[photo] || p.Public
		}
	}
	return shown
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

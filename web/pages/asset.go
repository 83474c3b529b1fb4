package pages

import (
	"io/fs"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// mediaTypes are the kinds of file a page may load. The machine's own table is not asked: it differs from box to box,
// and with nosniff a wrong type is a dead page.
var mediaTypes = map[string]string{
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".svg":   "image/svg+xml",
	".json":  fiber.MIMEApplicationJSONCharsetUTF8,
	".png":   "image/png",
	".jpg":   "image/jpeg",
	".webp":  "image/webp",
	".woff2": "font/woff2",
	".wasm":  "application/wasm",
	".wav":   "audio/wav",
}

// The compressed twins the build puts beside an asset, best first.
var twins = []struct{ coding, ending string }{{"br", ".br"}, {"gzip", ".gz"}}

// asset sends one file of the build. Its name carries its hash, so it may be kept for ever.
func (l *library) asset(c *fiber.Ctx) error {
	name := c.Params("name")
	media := mediaTypes[path.Ext(name)]
	if media == "" || !fs.ValidPath(name) {
		return missing
	}
	body, coding, err := l.open("assets/"+name, c.Get(fiber.HeaderAcceptEncoding))
	if err != nil {
		return missing.Because(err)
	}
	if coding != "" {
		c.Set(fiber.HeaderContentEncoding, coding)
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	return c.Send(body)
}

// A page of an older build asks for files that are gone.
var missing = station.NotFound("asset_not_found", "没有找到页面的这个部分，请刷新。")

// open reads the smallest twin the browser accepts, else the file itself.
func (l *library) open(name, accepted string) (body []byte, coding string, err error) {
	for _, twin := range twins {
		if !accepts(accepted, twin.coding) {
			continue
		}
		if body, err := fs.ReadFile(l.files, name+twin.ending); err == nil {
			return body, twin.coding, nil
		}
	}
	body, err = fs.ReadFile(l.files, name)
	return body, "", err
}

// accepts reads an Accept-Encoding header (RFC 9110 section 12.5.3) for one coding; q=0 is a refusal.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q := strings.TrimPrefix(strings.ReplaceAll(quality, " ", ""), "q=")
		return strings.Trim(q, "0.") != "" || q == ""
	}
	return false
}

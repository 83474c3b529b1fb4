package kiosk

import (
	"bytes"
	"encoding/json"
	"hash/maphash"
	"strconv"
	"sync"

	"github.com/gofiber/fiber/v2"
)

const (
	mimeJSON     = "application/json; charset=utf-8"
	mimeSVG      = "image/svg+xml"
	mimePNG      = "image/png"
	mimeVCard    = "text/vcard; charset=utf-8"
	mimeCalendar = "text/calendar; charset=utf-8"

	// askAgain lets a browser keep an answer but makes it ask whether it is still true; a 304 costs next to nothing.
	askAgain = "no-cache"
	// forever is for addresses that name their content.
	forever = "public, max-age=31536000, immutable"
	// inert stops a picture that somebody opens by itself from doing anything (SVG may carry script).
	inert = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

	// keptBytes bounds the printed pages kept, in bytes, twice over. Someone who asks for ever new addresses pushes
	// pages out and gains nothing else.
	keptBytes = 4 << 20
	// longestAddress bounds the addresses worth remembering, in bytes.
	longestAddress = 512
)

// page is an answer ready to be sent. It is never altered once printed.
type page struct {
	body   []byte
	mime   string
	etag   string // strong: another body has another one
	policy string // Content-Security-Policy, for what a browser may open by itself
	file   string // name to save it under
	status int    // 0 means 200
}

// tagSeed differs at each start: a tag only has to tell this process's answers apart.
var tagSeed = maphash.MakeSeed()

func printed(mime string, body []byte) *page {
	return &page{body: body, mime: mime, etag: `"` + strconv.FormatUint(maphash.Bytes(tagSeed, body), 36) + `"`}
}

// printJSON prints a value of one of the answer types of this room.
func printJSON[T any](answer T) (*page, error) {
	body, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return printed(mimeJSON, body), nil
}

// send answers with the page, or with 304 to a browser that has it.
func (p *page) send(c *fiber.Ctx) error {
	response := &c.Context().Response
	h := &response.Header
	h.Set(fiber.HeaderCacheControl, askAgain)
	if p.status != 0 {
		response.SetStatusCode(p.status)
	} else {
		h.Set(fiber.HeaderETag, p.etag)
		if names(c.Context().Request.Header.Peek(fiber.HeaderIfNoneMatch), p.etag) {
			response.SetStatusCode(fiber.StatusNotModified)
			return nil
		}
	}
	h.SetContentType(p.mime)
	h.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	if p.policy != "" {
		h.Set(fiber.HeaderContentSecurityPolicy, p.policy)
		h.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	}
	if p.file != "" {
		h.Set(fiber.HeaderContentDisposition, `attachment; filename="`+p.file+`"`)
	}
	response.SetBodyRaw(p.body)
	return nil
}

// names reports whether an If-None-Match header names a tag (RFC 9110 section 13.1.2).
func names(header []byte, etag string) bool {
	if len(header) == 0 {
		return false
	}
	for part := range bytes.SplitSeq(header, []byte(",")) {
		part = bytes.TrimPrefix(bytes.TrimSpace(part), []byte("W/"))
		if string(part) == etag || string(part) == "*" {
			return true
		}
	}
	return false
}

// answers keeps printed pages by the address they answer. Two generations make it forget what is no longer asked for.
type answers struct {
	lock       sync.RWMutex
	young, old map[string]*page
	size       int
}

// find returns the page printed for an address, or nil.
func (p *answers) find(address []byte) *page {
	p.lock.RLock()
	defer p.lock.RUnlock()
	if found := p.young[string(address)]; found != nil {
		return found
	}
	return p.old[string(address)]
}

// keep remembers a page. The address is copied: it belongs to the request.
func (p *answers) keep(address []byte, printed *page) {
	if len(address) > longestAddress || len(printed.body) > keptBytes/2 {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.young == nil || p.size > keptBytes {
		p.old, p.young, p.size = p.young, map[string]*page{}, 0
	}
	p.young[string(address)] = printed
	p.size += len(address) + len(printed.body)
}

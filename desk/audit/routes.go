package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// Routes are the addresses of the book.
func (b *Book) Routes() []door.Route {
	return []door.Route{
		{Method: http.MethodGet, Path: "/api/v1/desk/audit", Action: station.ActReadAudit, Answer: b.list, Whole: true},
		{Method: http.MethodPost, Path: "/api/v1/desk/audit/verify", Action: station.ActReadAudit, Answer: b.verify, Whole: true},
		{Method: http.MethodGet, Path: "/api/v1/desk/audit.csv", Action: station.ActExportAudit, Answer: b.export, Whole: true},
	}
}

const (
	usualPage   = 50
	largestPage = 200
)

// page is a stretch of the book.
type page struct {
	Entries []Entry `json:"entries"`
	Next    uint64  `json:"next,omitempty"` // ask again with before= this; absent at the end
}

func (b *Book) list(c *fiber.Ctx) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	before, err := number(c, "before", 0)
	if err != nil {
		return err
	}
	limit, err := number(c, "limit", usualPage)
	if err != nil {
		return err
	}
	entries, next, err := b.Read(q, before, int(max(1, min(limit, largestPage))))
	if err != nil {
		return err
	}
	return c.JSON(page{Entries: entries, Next: next})
}

// verdict is the outcome of walking the log.
type verdict struct {
	Changes int    `json:"changes"` // how many were read
	Sound   bool   `json:"sound"`
	Break   string `json:"break,omitempty"` // where the chain breaks, for people
}

func (b *Book) verify(c *fiber.Ctx) error {
	changes, err := b.Verify()
	result := verdict{Changes: changes, Sound: err == nil}
	if err != nil {
		worded := station.Worded(err)
		if worded.Class != station.FaultConflict {
			return err
		}
		result.Break = worded.Sentence
	}
	detail := fmt.Sprintf("核对 %d 条，没有断点", changes)
	if !result.Sound {
		detail = result.Break
	}
	who := door.WhoOf(c)
	if err := Write(c.UserContext(), b.store, who.Actor(), Line{What: AuditVerified, Name: who.Name, Address: who.Address,
		Detail: detail}); err != nil {
		return err
	}
	return c.JSON(result)
}

// export sends the file. Its digest goes beside it (RFC 9530) and into the book, so that a file shown years later can be
// held against the chain.
func (b *Book) export(c *fiber.Ctx) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	file, lines, err := b.Table(q)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(file)
	who := door.WhoOf(c)
	if err := Write(c.UserContext(), b.store, who.Actor(), Line{What: AuditExported, Name: who.Name, Address: who.Address,
		Detail: fmt.Sprintf("%d 条 sha256:%s", lines, hex.EncodeToString(sum[:]))}); err != nil {
		return err
	}
	day := station.DateOf(b.store.Now().Time)
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="audit-%s.csv"`, day))
	c.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
	return c.Send(file)
}

const longestFilter = 200 // bytes

func queryOf(c *fiber.Ctx) (Query, error) {
	var q Query
	for name, into := range map[string]*string{"person": &q.Person, "what": &q.What, "kind": (*string)(&q.Kind), "id": &q.ID,
		"from": (*string)(&q.From), "to": (*string)(&q.To)} {
		if *into = strings.Clone(c.Query(name)); len(*into) > longestFilter {
			return q, station.Invalid("filter_invalid", "%s 太长。", name)
		}
	}
	for _, day := range []station.Date{q.From, q.To} {
		if day != "" && (len(day) != len("2006-01-02") || !day.Valid()) {
			return q, station.Invalid("date_invalid", "日期读不懂，请写成 2026-01-31。")
		}
	}
	return q, nil
}

func number(c *fiber.Ctx, name string, missing uint64) (uint64, error) {
	value := c.Query(name)
	if value == "" {
		return missing, nil
	}
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return 0, station.Invalid(name+"_invalid", "%s 要写 0 或更大的整数。", name)
	}
	return n, nil
}

// Package problem words errors at the edge: RFC 9457 problem details for programs, a plain Chinese page for browsers.
//
// It is the one place where a fault becomes an HTTP status and where internal errors are logged. Nothing a visitor
// sent is ever repeated back.
package problem

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// ContentType is the media type of a problem (RFC 9457 section 3).
const ContentType = "application/problem+json"

// When to come again: a program that was turned away, and a page on an unattended screen that nobody can reload.
const (
	retrySeconds   = "5"
	refreshSeconds = "15"
)

// Problem is what a program is told about an error.
type Problem struct {
	Type   string `json:"type"` // always about:blank: the status says what kind it is, Code says which
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`   // stable, for programs
	Detail string `json:"detail"` // one Chinese sentence, for people
}

// Of translates an error. An error without a wording of its own becomes "internal" and keeps its text to itself.
func Of(err error) Problem {
	var framework *fiber.Error
	worded := station.Worded(err)
	status := statusOf(worded.Class)
	if worded.Class == station.FaultInternal && errors.As(err, &framework) && framework.Code != http.StatusInternalServerError {
		status, worded = framework.Code, wordingOf(framework.Code)
	}
	return Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: worded.Code, Detail: worded.Sentence}
}

func statusOf(fault station.Fault) int {
	switch fault {
	case station.FaultInvalid:
		return http.StatusBadRequest
	case station.FaultNotFound:
		return http.StatusNotFound
	case station.FaultConflict:
		return http.StatusConflict
	case station.FaultBusy:
		return http.StatusServiceUnavailable
	case station.FaultUnauthorized:
		return http.StatusUnauthorized
	case station.FaultForbidden:
		return http.StatusForbidden
	case station.FaultTooMany:
		return http.StatusTooManyRequests
	}
	return http.StatusInternalServerError
}

// Handler is the ErrorHandler of the server's Fiber application.
func Handler(c *fiber.Ctx, err error) error {
	p := Of(err)
	if p.Status >= http.StatusInternalServerError {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "code", p.Code, "error", err)
	}
	if after := retryAfter(err, p.Status); after != "" {
		c.Set(fiber.HeaderRetryAfter, after)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Status(p.Status)
	if wantsPage(c) {
		return sendPage(c, p)
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, ContentType)
	return c.Send(body)
}

// retryAfter is when to come again, in whole seconds; empty when waiting would not help.
func retryAfter(err error, status int) string {
	after := station.Worded(err).After
	switch {
	case after > 0:
		return strconv.Itoa(int(math.Ceil(after.Seconds())))
	case status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests:
		return retrySeconds
	}
	return ""
}

// wantsPage tells a person's browser from a program: it names text/html itself and is not asking the API.
func wantsPage(c *fiber.Ctx) bool {
	for _, machine := range []string{"/api/", "/sync/", "/ws/"} {
		if strings.HasPrefix(c.Path(), machine) {
			return false
		}
	}
	return strings.Contains(c.Get(fiber.HeaderAccept), fiber.MIMETextHTML)
}

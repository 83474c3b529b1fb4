package display

import (
	"cmp"
	"fmt"
	"slices"

	"lianzhan/station"
)

// NoticePage is a part of a notice, large enough to be read in passing.
type NoticePage struct {
	Head
	Headline []string     `json:"headline"` // up to 2 lines
	Lines    []string     `json:"lines"`
	Source   string       `json:"source"`
	Date     station.Date `json:"date"` // of publication; empty when unknown
	Photo    string       `json:"photo"`
}

const (
	headlineLines = 2
	noticeLines   = 4 // of a page: what is read in a dwell
	noticePages   = 2 // of one notice; who wants the rest finds it at the terminal
	mostNotices   = 4
)

// notices are those of the day, the newest first.
func (p painter) notices() []station.Article {
	notices := slices.DeleteFunc(slices.Clone(p.articles), func(a station.Article) bool {
		return a.Kind != station.Notice || !a.Shown(p.today)
	})
	slices.SortStableFunc(notices, func(a, b station.Article) int {
		return cmp.Or(cmp.Compare(b.PublishedOn, a.PublishedOn), cmp.Compare(a.ID, b.ID))
	})
	return notices[:min(len(notices), mostNotices)]
}

// noticeParts are the pages of one notice.
func (p painter) noticeParts(notice station.Article) []Page {
	parts := [][]string{{}}
	if lines := wrap(notice.Body, noticeLines*noticePages); len(lines) > 0 {
		parts = slices.Collect(slices.Chunk(lines, noticeLines))
	}
	var pages []Page
	for i, part := range parts {
		page := NoticePage{Head: Head{Kind: station.PageNotice, Title: "通知公告"}, Headline: wrap(notice.Title, headlineLines),
			Lines: part, Source: clip(notice.Source), Date: notice.PublishedOn, Photo: fileURL(notice.Photo)}
		page.Dwell = dwellOf(append(slices.Clone(part), page.Headline...)...)
		if len(parts) > 1 {
			page.Part = fmt.Sprintf("%d/%d", i+1, len(parts))
		}
		pages = append(pages, &page)
	}
	return pages
}

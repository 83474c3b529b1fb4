package kiosk

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

type articleItem struct {
	ID          string              `json:"id"`
	Kind        station.ArticleKind `json:"kind"`
	Title       string              `json:"title"`
	Body        string              `json:"body"`
	Source      string              `json:"source"`
	PublishedOn station.Date        `json:"published_on"`
	Photo       string              `json:"photo"`
}

// articleList answers GET /api/v1/articles, the newest first: what is published and has not expired; kind= picks one.
func (e *edition) articleList(c *fiber.Ctx) (*page, error) {
	kind := station.ArticleKind(strings.Clone(c.Query("kind")))
	switch kind {
	case "", station.News, station.Notice, station.Law, station.Rule:
	default:
		return nil, station.Invalid("article_kind_unknown", "kind 可用 news、notice、law、rule。")
	}
	asked, err := partOf(c, largestLimit)
	if err != nil {
		return nil, err
	}
	shown := only(e.articles.sorted, func(a *station.Article) bool { return a.Shown(e.day) && (kind == "" || a.Kind == kind) })
	return printPart(shown, asked, articleItemOf)
}

func articleItemOf(a *station.Article) articleItem {
	return articleItem{ID: a.ID, Kind: a.Kind, Title: a.Title, Body: a.Body, Source: a.Source, PublishedOn: a.PublishedOn,
		Photo: fileURL(a.Photo)}
}

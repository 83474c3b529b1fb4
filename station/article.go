package station

// Article is a text for the public: news, a notice, a law or a rule of the station.
type Article struct {
	ID          string      `json:"id"`
	Kind        ArticleKind `json:"kind"`
	Title       string      `json:"title"`
	Body        string      `json:"body"` // plain text; an empty line parts paragraphs
	Source      string      `json:"source,omitempty"`
	PublishedOn Date        `json:"published_on,omitempty"`
	ExpiresOn   Date        `json:"expires_on,omitempty"` // last day it is shown
	Photo       string      `json:"photo,omitempty"`      // SHA-256
	Public      bool        `json:"public,omitempty"`
}

// ArticleKind sorts articles onto pages.
type ArticleKind string

// The kinds of article.
const (
	News   ArticleKind = "news"
	Notice ArticleKind = "notice"
	Law    ArticleKind = "law"
	Rule   ArticleKind = "rule"
)

// Shown reports whether the article may be seen on a day.
func (a Article) Shown(on Date) bool {
	return a.Public && !a.PublishedOn.After(on) && !a.ExpiresOn.Before(on)
}

// Check says what is wrong with an article, or nil.
func (a Article) Check() error {
	switch {
	case a.Title == "":
		return Invalid("article_title_missing", "文章的标题不能为空。")
	case a.Kind != News && a.Kind != Notice && a.Kind != Law && a.Kind != Rule:
		return Invalid("article_kind_unknown", "文章“%s”的类别“%s”不认识，可用 news、notice、law、rule。", a.Title, a.Kind)
	}
	for _, d := range []Date{a.PublishedOn, a.ExpiresOn} {
		if d != "" && !d.Valid() {
			return Invalid("date_invalid", "文章“%s”的日期“%s”读不懂，请写成 2026-01-31。", a.Title, d)
		}
	}
	return nil
}

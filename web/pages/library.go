package pages

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// library is the folder of built pages: one HTML file for each entry and a folder of assets named by their hash.
type library struct {
	files fs.FS
	fixed bool // the files cannot change while the program runs
	known sync.Map
	once  sync.Once
	build string
}

// page is an HTML file, cut where the first data goes, and what its browser is told to allow.
type page struct {
	before, after []byte
	policy        string
}

// page returns the page of an entry, or fs.ErrNotExist when it was never built.
func (l *library) page(entry string) (page, error) {
	if p, ok := l.known.Load(entry); ok {
		return p.(page), nil
	}
	html, err := fs.ReadFile(l.files, entry+".html")
	if err != nil {
		return page{}, err
	}
	p := cut(html)
	if l.fixed {
		l.known.Store(entry, p)
	}
	return p, nil
}

// cut opens the page before </head>, so that the data stands in the document before any script runs.
func cut(html []byte) page {
	at := bytes.Index(html, []byte("</head>"))
	if at < 0 {
		at = len(html)
	}
	return page{before: html[:at:at], after: html[at:], policy: policyOf(html)}
}

// with writes the data of the first screen into the page. JSON's escapes keep "</script>" in a name from ending it.
func (p page) with(first any) ([]byte, error) {
	if first == nil {
		return append(p.before, p.after...), nil
	}
	data, err := json.Marshal(first)
	if err != nil {
		return nil, fmt.Errorf("first data of a page: %w", err)
	}
	body := make([]byte, 0, len(p.before)+len(data)+len(p.after)+64)
	body = append(body, p.before...)
	body = append(body, `<script type="application/json" id="first">`...)
	body = append(body, data...)
	body = append(body, `</script>`...)
	return append(body, p.after...), nil
}

// version is a hash over the HTML files: they name every asset by its own hash, so nothing changes without them.
func (l *library) version() string {
	if !l.fixed {
		return l.sum()
	}
	l.once.Do(func() { l.build = l.sum() })
	return l.build
}

func (l *library) sum() string {
	entries, err := fs.ReadDir(l.files, ".")
	if err != nil {
		return ""
	}
	sum, found := sha256.New(), false
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".html") {
			continue
		}
		html, err := fs.ReadFile(l.files, entry.Name())
		if err != nil {
			return ""
		}
		found = true
		sum.Write(html)
	}
	if !found {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

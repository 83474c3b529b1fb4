package sheet

import (
	"encoding/xml"
	"path"
	"strings"
)

// relation is an arrow from one part of the package to another.
type relation struct {
	ID       string `xml:"Id,attr"`
	Type     string `xml:"Type,attr"`
	Target   string `xml:"Target,attr"`
	Mode     string `xml:"TargetMode,attr"`
	resolved string // name of the part pointed at; empty when it lies outside the file
}

type relations map[string]relation

// relations reads the arrows that start at a part; "" is the package itself.
func (a *archive) relations(part string) (relations, error) {
	all := relations{}
	dir, base := path.Split(part)
	err := a.walk(dir+"_rels/"+base+".rels", func(d *xml.Decoder, start xml.StartElement) error {
		if start.Name.Local != "Relationship" {
			return nil
		}
		var r relation
		if err := d.DecodeElement(&r, &start); err != nil {
			return err
		}
		if !strings.EqualFold(r.Mode, "External") {
			r.resolved = resolve(dir, r.Target)
		}
		if all[r.ID] = r; len(all) > maxParts {
			return bomb()
		}
		return nil
	})
	return all, err
}

func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return partName(target)
	}
	return partName(dir + target)
}

// one returns the part a relation of a type points at, or the name it usually has. Types are known by their last word,
// because strict and transitional files and WPS differ in what stands before it.
func (all relations) one(kind, usual string) string {
	for _, r := range all {
		if strings.EqualFold(path.Base(r.Type), kind) && r.resolved != "" {
			return r.resolved
		}
	}
	return usual
}

// attr returns an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

package kiosk

import "strconv"

// list is how every list is answered: how many there are in all, and the items of the part asked for.
type list[T any] struct {
	Total int `json:"total"`
	Items []T `json:"items"`
}

// only keeps the things that fit.
func only[T any](things []*T, fits func(*T) bool) []*T {
	var kept []*T
	for _, thing := range things {
		if fits(thing) {
			kept = append(kept, thing)
		}
	}
	return kept
}

// printPart prints a part of a list.
func printPart[T, Item any](things []*T, asked part, item func(*T) Item) (*page, error) {
	from, to := asked.cut(len(things))
	answer := list[Item]{Total: len(things), Items: make([]Item, 0, to-from)}
	for _, thing := range things[from:to] {
		answer.Items = append(answer.Items, item(thing))
	}
	return printJSON(answer)
}

// joinItems writes a list from items that are ready-made.
func joinItems(total int, items [][]byte) []byte {
	size := 40
	for _, item := range items {
		size += len(item) + 1
	}
	body := append(make([]byte, 0, size), `{"total":`...)
	body = strconv.AppendInt(body, int64(total), 10)
	body = append(body, `,"items":[`...)
	for i, item := range items {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, item...)
	}
	return append(body, `]}`...)
}

// fileURLs is where some kept files are served.
func fileURLs(hashes []string) []string {
	urls := make([]string, 0, len(hashes))
	for _, hash := range hashes {
		urls = append(urls, fileURL(hash))
	}
	return urls
}

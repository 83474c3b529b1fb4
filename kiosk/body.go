package kiosk

import "strings"

const (
	// MostLargeBodies is how many requests with photos are read at once.
	MostLargeBodies = 4

	onePhoto   = 9 << 20  // bytes: 8 MB and what the form adds
	fourPhotos = 24 << 20 // bytes: what four photos of a telephone usually come to
)

// LargestBody is how many bytes a request may bring where photos are expected, 0 where the usual bound holds.
func LargestBody(method, uri string) int {
	path, _, _ := strings.Cut(uri, "?")
	if method != "POST" {
		return 0
	}
	switch {
	case path == "/api/v1/uploads":
		return onePhoto
	case strings.HasSuffix(path, "/new") && (strings.HasPrefix(path, "/D/") || strings.HasPrefix(path, "/S/")), strings.HasPrefix(path, "/W/"):
		return fourPhotos
	case strings.HasPrefix(path, "/T/") && strings.HasSuffix(path, "/more"):
		return onePhoto
	}
	return 0
}

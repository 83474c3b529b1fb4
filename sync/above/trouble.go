package above

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"syscall"
	"time"

	"lianzhan/station"
)

// What answers instead of a parent: a program that is none, or whoever stands before one that does not run.
var (
	errStrange = errors.New("unexpected answer")
	errStopped = errors.New("nobody behind the entrance")
)

// trouble is why a parent is not reached, in words for the technician who stands before the box.
func trouble(address string, cause error, now time.Time) *station.Error {
	var invalid x509.CertificateInvalidError
	var lookup *net.DNSError
	say := func(code, sentence string, with ...any) *station.Error {
		return station.Busy(code, sentence, with...).Because(cause)
	}
	switch unproven := (*tls.CertificateVerificationError)(nil); {
	case errors.As(cause, &invalid) && invalid.Reason == x509.Expired:
		return say("parent_expired", "上级 %s 的证书不在有效期内。本机的时间是 %s，时间不对就先调时间；时间对，就是上级的证书过期了。",
			address, now.In(station.Zone).Format("2006-01-02 15:04"))
	case errors.As(cause, &unproven) && len(unproven.UnverifiedCertificates) > 0:
		sum := sha256.Sum256(unproven.UnverifiedCertificates[0].Raw)
		return say("parent_unproven", "上级 %s 的证书不是公认机构发给这个地址的。请向上级核对证书指纹：%s。对得上，就加上 --parent-pin 指纹 再登记。",
			address, hex.EncodeToString(sum[:]))
	case errors.Is(cause, http.ErrSchemeMismatch):
		return say("parent_plain", "上级 %s 没有用加密连接。请上级配好证书；暂时没有，地址就写成 http:// 开头。", address)
	case errors.Is(cause, errStrange):
		return say("parent_strange", "%s 上有别的程序，不是联站，请检查地址和端口。", address)
	case errors.As(cause, &lookup):
		return say("parent_unknown", "找不到上级的主机名，请检查地址 %s 和网络。", address)
	case errors.Is(cause, syscall.ECONNREFUSED), errors.Is(cause, errStopped):
		return say("parent_stopped", "上级的机器 %s 通了，但程序没有运行，或者端口不对。", address)
	}
	return say("parent_away", "连不上上级 %s，请检查网络和地址。", address)
}

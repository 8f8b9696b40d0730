import HTTPTypes
import Hummingbird
import NIOCore
import StreavControl
import StreavWeb

/// Turns an answer into bytes: pages get the shell around them, notices travel to the next page.
struct PageWriter {
    var call: PageCall
    let isSecure: Bool

    func response(_ answer: PageAnswer) -> Response {
        var call = call
        var cookies = answer.cookies
        if let visitor = call.newVisitor {
            cookies.append(Cookie(name: .visitor, value: visitor))
        } else if call.formToken.isEmpty {
            // Who it is could not be found out.
            let visitor = UserAuthentication.makeVisitor()
            cookies.append(Cookie(name: .visitor, value: visitor))
            call = call.carrying(call.dashboard.authentication.formToken(visitor: visitor))
        }
        var response = content(answer, call, &cookies)
        for cookie in cookies {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.field(isSecure: isSecure)))
        }
        return response
    }

    private func content(_ answer: PageAnswer, _ call: PageCall, _ cookies: inout [Cookie]) -> Response {
        switch answer.content {
        case .page(let page):
            if call.notice != nil { cookies.append(Cookie(name: .notice, value: nil)) }
            let shell = page.isBare ? BareShell(page: page, call: call).html : Shell(page: page, call: call).html
            var response = Response.html(shell, status: answer.status)
            // A page that sends no referrer sends its forms with the origin `null`. To other sites it tells nothing.
            response.headers[.referrerPolicy] = "same-origin"
            if !page.mediaOrigins.isEmpty {
                response.headers[.contentSecurityPolicy] =
                    SecurityPolicy(mediaOrigins: page.mediaOrigins).contentSecurityPolicy
            }
            return response
        case .seeOther(let path, let notice):
            if let notice {
                let token = cookies.contains { $0.name == .session } ? "" : call.formToken
                if !token.isEmpty {
                    cookies.append(Cookie(name: .notice, value: notice.cookieValue(token: token), seconds: 60))
                }
            }
            return Response(status: .seeOther, headers: [.location: path])
        case .fragment(let html): return .html(html, status: answer.status)
        case .response(let response): return response
        }
    }
}

extension PageCall {
    /// The same with another token in its forms.
    func carrying(_ token: String) -> PageCall {
        var copy = PageCall(
            dashboard: dashboard, session: session, parameters: parameters, query: query, texts: texts, theme: theme,
            target: target, request: request, origin: origin, isLocal: isLocal, formToken: token, now: now)
        copy.notice = notice
        return copy
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = Self("Referrer-Policy")!
}

/* Recours Santé, MIT. With Lit (BSD-3-Clause, Copyright Google LLC). sources: sha256 19deedcecb2cbceda9c50d722e2166ed36ee239c30f20a396923eac651e29d62 */
"use strict";(()=>{var ge=globalThis,be=ge.ShadowRoot&&(ge.ShadyCSS===void 0||ge.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Fe=Symbol(),pt=new WeakMap,te=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==Fe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(be&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=pt.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&pt.set(t,e))}return e}toString(){return this.cssText}},ne=n=>new te(typeof n=="string"?n:n+"",void 0,Fe),_=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,o)=>r+(i=>{if(i._$cssResult$===!0)return i.cssText;if(typeof i=="number")return i;throw Error("Value passed to 'css' function must be a 'css' function result: "+i+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[o+1],n[0]);return new te(t,n,Fe)},ut=(n,e)=>{if(be)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=ge.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},Je=be?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return ne(t)})(n):n;var{is:Dn,defineProperty:Un,getOwnPropertyDescriptor:Nn,getOwnPropertyNames:zn,getOwnPropertySymbols:Bn,getPrototypeOf:Hn}=Object,ve=globalThis,mt=ve.trustedTypes,In=mt?mt.emptyScript:"",Vn=ve.reactiveElementPolyfillSupport,re=(n,e)=>n,Ge={toAttribute(n,e){switch(e){case Boolean:n=n?In:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},ft=(n,e)=>!Dn(n,e),ht={attribute:!0,type:String,converter:Ge,reflect:!1,useDefault:!1,hasChanged:ft};Symbol.metadata??=Symbol("metadata"),ve.litPropertyMetadata??=new WeakMap;var T=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ht){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Un(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:o}=Nn(this.prototype,e)??{get(){return this[t]},set(i){this[t]=i}};return{get:s,set(i){let d=s?.call(this);o?.call(this,i),this.requestUpdate(e,d,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ht}static _$Ei(){if(this.hasOwnProperty(re("elementProperties")))return;let e=Hn(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(re("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(re("properties"))){let t=this.properties,r=[...zn(t),...Bn(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(Je(s))}else e!==void 0&&t.push(Je(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ut(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let o=(r.converter?.toAttribute!==void 0?r.converter:Ge).toAttribute(t,r.type);this._$Em=e,o==null?this.removeAttribute(s):this.setAttribute(s,o),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let o=r.getPropertyOptions(s),i=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Ge;this._$Em=s;let d=i.fromAttribute(t,o.type);this[s]=d??this._$Ej?.get(s)??d,this._$Em=null}}requestUpdate(e,t,r,s=!1,o){if(e!==void 0){let i=this.constructor;if(s===!1&&(o=this[e]),r??=i.getPropertyOptions(e),!((r.hasChanged??ft)(o,t)||r.useDefault&&r.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(i._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:o},i){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,i??t??this[e]),o!==!0||i!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,o]of this._$Ep)this[s]=o;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,o]of r){let{wrapped:i}=o,d=this[s];i!==!0||this._$AL.has(s)||d===void 0||this.C(s,void 0,o,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};T.elementStyles=[],T.shadowRootOptions={mode:"open"},T[re("elementProperties")]=new Map,T[re("finalized")]=new Map,Vn?.({ReactiveElement:T}),(ve.reactiveElementVersions??=[]).push("2.1.2");var Ye=globalThis,gt=n=>n,ye=Ye.trustedTypes,bt=ye?ye.createPolicy("lit-html",{createHTML:n=>n}):void 0,Qe="$lit$",R=`lit$${Math.random().toFixed(9).slice(2)}$`,Ze="?"+R,jn=`<${Ze}>`,V=document,oe=()=>V.createComment(""),ie=n=>n===null||typeof n!="object"&&typeof n!="function",Xe=Array.isArray,kt=n=>Xe(n)||typeof n?.[Symbol.iterator]=="function",Ke=`[ 	
\f\r]`,se=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,vt=/-->/g,yt=/>/g,H=RegExp(`>|${Ke}(?:([^\\s"'>=/]+)(${Ke}*=${Ke}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),$t=/'/g,wt=/"/g,At=/^(?:script|style|textarea|title)$/i,et=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),a=et(1),k=et(2),ls=et(3),w=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),xt=new WeakMap,I=V.createTreeWalker(V,129);function _t(n,e){if(!Xe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return bt!==void 0?bt.createHTML(e):e}var St=(n,e)=>{let t=n.length-1,r=[],s,o=e===2?"<svg>":e===3?"<math>":"",i=se;for(let d=0;d<t;d++){let c=n[d],m,h,u=-1,v=0;for(;v<c.length&&(i.lastIndex=v,h=i.exec(c),h!==null);)v=i.lastIndex,i===se?h[1]==="!--"?i=vt:h[1]!==void 0?i=yt:h[2]!==void 0?(At.test(h[2])&&(s=RegExp("</"+h[2],"g")),i=H):h[3]!==void 0&&(i=H):i===H?h[0]===">"?(i=s??se,u=-1):h[1]===void 0?u=-2:(u=i.lastIndex-h[2].length,m=h[1],i=h[3]===void 0?H:h[3]==='"'?wt:$t):i===wt||i===$t?i=H:i===vt||i===yt?i=se:(i=H,s=void 0);let g=i===H&&n[d+1].startsWith("/>")?" ":"";o+=i===se?c+jn:u>=0?(r.push(m),c.slice(0,u)+Qe+c.slice(u)+R+g):c+R+(u===-2?d:g)}return[_t(n,o+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},ae=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let o=0,i=0,d=e.length-1,c=this.parts,[m,h]=St(e,t);if(this.el=n.createElement(m,r),I.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(s=I.nextNode())!==null&&c.length<d;){if(s.nodeType===1){if(s.hasAttributes())for(let u of s.getAttributeNames())if(u.endsWith(Qe)){let v=h[i++],g=s.getAttribute(u).split(R),$=/([.?@])?(.*)/.exec(v);c.push({type:1,index:o,name:$[2],strings:g,ctor:$[1]==="."?we:$[1]==="?"?xe:$[1]==="@"?ke:q}),s.removeAttribute(u)}else u.startsWith(R)&&(c.push({type:6,index:o}),s.removeAttribute(u));if(At.test(s.tagName)){let u=s.textContent.split(R),v=u.length-1;if(v>0){s.textContent=ye?ye.emptyScript:"";for(let g=0;g<v;g++)s.append(u[g],oe()),I.nextNode(),c.push({type:2,index:++o});s.append(u[v],oe())}}}else if(s.nodeType===8)if(s.data===Ze)c.push({type:2,index:o});else{let u=-1;for(;(u=s.data.indexOf(R,u+1))!==-1;)c.push({type:7,index:o}),u+=R.length-1}o++}}static createElement(e,t){let r=V.createElement("template");return r.innerHTML=e,r}};function j(n,e,t=n,r){if(e===w)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,o=ie(e)?void 0:e._$litDirective$;return s?.constructor!==o&&(s?._$AO?.(!1),o===void 0?s=void 0:(s=new o(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=j(n,s._$AS(n,e.values),s,r)),e}var $e=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??V).importNode(t,!0);I.currentNode=s;let o=I.nextNode(),i=0,d=0,c=r[0];for(;c!==void 0;){if(i===c.index){let m;c.type===2?m=new J(o,o.nextSibling,this,e):c.type===1?m=new c.ctor(o,c.name,c.strings,this,e):c.type===6&&(m=new Ae(o,this,e)),this._$AV.push(m),c=r[++d]}i!==c?.index&&(o=I.nextNode(),i++)}return I.currentNode=V,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},J=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=j(this,e,t),ie(e)?e===p||e==null||e===""?(this._$AH!==p&&this._$AR(),this._$AH=p):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):kt(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==p&&ie(this._$AH)?this._$AA.nextSibling.data=e:this.T(V.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=ae.createElement(_t(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let o=new $e(s,this),i=o.u(this.options);o.p(t),this.T(i),this._$AH=o}}_$AC(e){let t=xt.get(e.strings);return t===void 0&&xt.set(e.strings,t=new ae(e)),t}k(e){Xe(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let o of e)s===t.length?t.push(r=new n(this.O(oe()),this.O(oe()),this,this.options)):r=t[s],r._$AI(o),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=gt(e).nextSibling;gt(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},q=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,o){this.type=1,this._$AH=p,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=o,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=p}_$AI(e,t=this,r,s){let o=this.strings,i=!1;if(o===void 0)e=j(this,e,t,0),i=!ie(e)||e!==this._$AH&&e!==w,i&&(this._$AH=e);else{let d=e,c,m;for(e=o[0],c=0;c<o.length-1;c++)m=j(this,d[r+c],t,c),m===w&&(m=this._$AH[c]),i||=!ie(m)||m!==this._$AH[c],m===p?e=p:e!==p&&(e+=(m??"")+o[c+1]),this._$AH[c]=m}i&&!s&&this.j(e)}j(e){e===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},we=class extends q{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===p?void 0:e}},xe=class extends q{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==p)}},ke=class extends q{constructor(e,t,r,s,o){super(e,t,r,s,o),this.type=5}_$AI(e,t=this){if((e=j(this,e,t,0)??p)===w)return;let r=this._$AH,s=e===p&&r!==p||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,o=e!==p&&(r===p||s);s&&this.element.removeEventListener(this.name,this,r),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ae=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){j(this,e)}},Et={M:Qe,P:R,A:Ze,C:1,L:St,R:$e,D:kt,V:j,I:J,H:q,N:xe,U:ke,B:we,F:Ae},qn=Ye.litHtmlPolyfillSupport;qn?.(ae,J),(Ye.litHtmlVersions??=[]).push("3.3.3");var _e=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let o=t?.renderBefore??null;r._$litPart$=s=new J(e.insertBefore(oe(),o),o,void 0,t??{})}return s._$AI(n),s};var tt=globalThis,L=class extends T{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=_e(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};L._$litElement$=!0,L.finalized=!0,tt.litElementHydrateSupport?.({LitElement:L});var Wn=tt.litElementPolyfillSupport;Wn?.({LitElement:L});(tt.litElementVersions??=[]).push("4.2.2");var P={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},G=n=>(...e)=>({_$litDirective$:n,values:e}),D=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Fn}=Et,Tt=n=>n;var Pt=n=>n.strings===void 0,Rt=()=>document.createComment(""),K=(n,e,t)=>{let r=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let o=r.insertBefore(Rt(),s),i=r.insertBefore(Rt(),s);t=new Fn(o,i,n,n.options)}else{let o=t._$AB.nextSibling,i=t._$AM,d=i!==n;if(d){let c;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(c=n._$AU)!==i._$AU&&t._$AP(c)}if(o!==s||d){let c=t._$AA;for(;c!==o;){let m=Tt(c).nextSibling;Tt(r).insertBefore(c,s),c=m}}}return t},U=(n,e,t=n)=>(n._$AI(e,t),n),Jn={},Se=(n,e=Jn)=>n._$AH=e,Ct=n=>n._$AH,Ee=n=>{n._$AR(),n._$AA.remove()};var Ot=(n,e,t)=>{let r=new Map;for(let s=e;s<=t;s++)r.set(n[s],s);return r},Mt=G(class extends D{constructor(n){if(super(n),n.type!==P.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let s=[],o=[],i=0;for(let d of n)s[i]=r?r(d,i):i,o[i]=t(d,i),i++;return{values:o,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,r]){let s=Ct(n),{values:o,keys:i}=this.dt(e,t,r);if(!Array.isArray(s))return this.ut=i,o;let d=this.ut??=[],c=[],m,h,u=0,v=s.length-1,g=0,$=o.length-1;for(;u<=v&&g<=$;)if(s[u]===null)u++;else if(s[v]===null)v--;else if(d[u]===i[g])c[g]=U(s[u],o[g]),u++,g++;else if(d[v]===i[$])c[$]=U(s[v],o[$]),v--,$--;else if(d[u]===i[$])c[$]=U(s[u],o[$]),K(n,c[$+1],s[u]),u++,$--;else if(d[v]===i[g])c[g]=U(s[v],o[g]),K(n,s[u],s[v]),v--,g++;else if(m===void 0&&(m=Ot(i,g,$),h=Ot(d,u,v)),m.has(d[u]))if(m.has(d[v])){let E=h.get(i[g]),We=E!==void 0?s[E]:null;if(We===null){let dt=K(n,s[u]);U(dt,o[g]),c[g]=dt}else c[g]=U(We,o[g]),K(n,s[u],We),s[E]=null;g++}else Ee(s[v]),v--;else Ee(s[u]),u++;for(;g<=$;){let E=K(n,c[$+1]);U(E,o[g]),c[g++]=E}for(;u<=v;){let E=s[u++];E!==null&&Ee(E)}return this.ut=i,Se(n,c),w}});var Lt={name:"Recours Santé",launcher:"Soins : qui peut m’aider ?",title:"Recours Santé",subtitle:"Programme automatique",close:"Fermer",panel:"Recours Santé, assistant automatique",you:"Vous",bot:"Recours Santé",gate:{intro:"Je suis un programme automatique, pas une personne. Je vous dis qui peut vous aider quand des soins se sont mal passés.",rules:["N’écrivez ni nom, ni numéro de Sécurité sociale, ni détail médical.","Votre texte n’est pas gardé. Le reste est effacé après 24 heures."],more:"En savoir plus",about:["Je ne donne pas d’avis médical. Je ne donne pas de conseil juridique. Je cite des textes officiels.","Je garde seulement ce qui sert à vous répondre : par exemple le type de problème et le département. C’est effacé 24 heures après.","Vous pouvez tout effacer avant, avec le bouton « Effacer et recommencer ».","Si vous rechargez la page, la conversation reste dans cet onglet. Fermez l’onglet : elle disparaît de cet appareil."],organisation:"Responsable de ce service : {name}.",no_organisation:"Le responsable de ce service n’est pas indiqué sur ce site.",privacy:"Vos données : lire la page de confidentialité",start:"Commencer"},greeting:"Bonjour. Que s’est-il passé ? Écrivez-le en quelques phrases. Ou choisissez une situation.",chips_label:"Situations fréquentes",chips:["Un dentiste refuse de me soigner","On m’a fait payer trop cher","La CPAM refuse de me rembourser","Un médicament m’a fait du mal","On refuse de me donner mon dossier médical","L’EHPAD de ma mère pose problème"],replies_label:"Réponses proposées",log:"Conversation",composer:{label:"Votre message",hint:"Ni nom, ni numéro de Sécurité sociale.",send:"Envoyer"},status:{preparing:"Recours Santé prépare sa réponse…",slow:"C’est plus long que d’habitude. La réponse arrive…",copied:"C’est copié.",not_copied:"La copie n’a pas marché. Sélectionnez le texte avec la souris ou le doigt.",saved:"Le fichier est enregistré dans vos téléchargements.",calendar:"Le fichier pour votre agenda est prêt. Ouvrez-le pour ajouter la date.",erased:"C’est effacé, ici et sur le serveur.",erased_here:"C’est effacé sur cet appareil. Le serveur n’a pas répondu : il efface tout seul après 24 heures.",online:"La connexion est revenue.",thanks:"Merci."},note:{new_session:"Nouvelle conversation. Je n’ai plus ce qui a été dit avant : redites-moi l’essentiel."},problem:{offline:"Vous n’êtes pas connecté à internet. Votre message est gardé.",network:"Je n’arrive pas à joindre le serveur. Votre message est gardé.",timeout:"Le serveur met trop de temps à répondre. Votre message est gardé.",incomplete:"La réponse n’est pas arrivée en entier. Votre message est gardé.",server:"Le serveur a un problème. Votre message est gardé.",busy:"Il y a trop de messages en ce moment. Attendez {seconds} secondes, puis réessayez. Votre message est gardé.",too_long:"Votre message est trop long. Écrivez au plus 500 mots. Commencez par l’essentiel : qui, où, quoi.",session:"La conversation était finie. J’en ouvre une nouvelle. Votre message est gardé : envoyez-le encore.",unsent:"Votre dernier message n’a pas eu de réponse. Il est gardé.",opening:"Je n’arrive pas à ouvrir la conversation. Vous pouvez réessayer.",danger:"En cas d’urgence, appelez le 15 ou le 112.",retry:"Réessayer"},answer:{roles:{primary:"À contacter d’abord",also:"Vous pouvez aussi",next:"Ensuite"},why:"Pourquoi",phone:"Téléphone",call:"Appeler le {number}",email:"Courriel",address:"Adresse",site:"Site",map:"Voir sur une carte (OpenStreetMap)",new_tab:"nouvel onglet",powers:"Son rôle et ses limites",powers_of_all:"Rôle et limites de chaque organisme",can:"Ce qu’il peut faire",cannot:"Ce qu’il ne peut pas faire",and_more:"{named}, et {count} de plus",to_check:"À vérifier",source:"Source : {source}",source_dated:"Source : {source}, {date}",no_contact:"Je n’ai pas de coordonnées pour cet organisme.",calendar:"Ajouter à mon agenda",calendar_named:"Ajouter à mon agenda : {label}",act:"À faire par vous",receive:"Ce que vous recevez",copy:"Copier",copy_label:"Copier ce qu’il faut écrire",tools:"Garder cette réponse",print:"Imprimer ou PDF",save:"Enregistrer le texte",copy_all:"Copier la réponse",sources_count:"Voir les sources ({count})",chosen:"choisi",file:"recours-sante-{date}",made:"Réponse de Recours Santé, programme automatique, le {date}.",contacts:"D’où viennent les coordonnées",pages:"Pages à lire"},calendar:{summary:"{label} (Recours Santé)",basis:"Texte : {basis}",check:"Date calculée par un programme automatique. Vérifiez-la."},emergency:{word:"Urgence",danger:"En danger ? Appelez maintenant.",bar:"Numéros d’urgence",call:"Appeler le {number}",sms:"Envoyer un SMS au {number}",bar_numbers:["15","112","114","3114"],numbers:{"15":{number:"15",name:"Samu"},"17":{number:"17",name:"Police secours"},"18":{number:"18",name:"Pompiers"},"112":{number:"112",name:"Urgence, toute l’Europe"},"114":{number:"114",name:"Par SMS, si vous ne pouvez pas parler",short:"SMS",sms:!0},"119":{number:"119",name:"Enfance en danger"},"3114":{number:"3114",name:"Idées de suicide",short:"suicide"},"3919":{number:"3919",name:"Violences faites aux femmes"},"3977":{number:"3977",name:"Maltraitance des personnes âgées ou handicapées"},"116117":{number:"116 117",name:"Médecin de garde, là où il existe"},"116006":{number:"116 006",name:"Aide aux victimes"}}},human:{open:"Parler à un humain",title:"Parler à une personne",close:"Fermer cette aide",intro:"Je suis un programme. Voici des personnes qui peuvent vous répondre.",items:[{name:"Santé Info Droits",text:"Des juristes de la santé répondent à vos questions (numéro à vérifier).",phone:"01 53 62 40 30"},{name:"Défenseur des droits",text:"Si un service public vous traite mal, ou en cas de discrimination.",phone:"09 69 39 00 00"},{name:"Votre caisse d’assurance maladie (CPAM)",text:"C’est votre caisse de sécurité sociale. Elle rembourse vos soins.",phone:"3646"},{name:"France services",text:"Un accueil près de chez vous peut vous aider pour vos démarches."}]},erase:{open:"Effacer",open_more:"et recommencer",title:"Tout effacer ?",text:"La conversation sera effacée ici et sur le serveur. Enregistrez la réponse avant, si vous voulez la garder.",yes:"Oui, tout effacer",no:"Non, garder"},feedback:{question:"Cette réponse vous est-elle utile ?",yes:"Oui",no:"Non",thanks_yes:"Merci. Bon courage pour vos démarches.",thanks_no:"Merci de l’avoir dit. Écrivez votre problème avec d’autres mots, ou parlez à une personne."},dates:{first:"1er",months:["janvier","février","mars","avril","mai","juin","juillet","août","septembre","octobre","novembre","décembre"]}};var l=Lt;function y(n,e){return n.replace(/\{(\w+)\}/g,(t,r)=>String(e[r]??t))}var Te=" ";function f(n){return n.replace(/(\p{L})'(?=[\p{L}«])/gu,"$1’").replace(/ ([:;?!»])/g,`${Te}$1`).replace(/« /g,`«${Te}`)}function le(n){let e=/^(\d{4})-(\d{2})-(\d{2})$/.exec(n);if(!e)return null;let[t,r,s]=[Number(e[1]),Number(e[2]),Number(e[3])],o=l.dates.months[r-1],i=new Date(Date.UTC(t,r-1,s));return!o||i.getUTCDate()!==s||i.getUTCMonth()!==r-1?null:`${s===1?l.dates.first:s}${Te}${o} ${t}`}function Dt(n){return le(n)??f(n)}function nt(n){let e=t=>String(t).padStart(2,"0");return`${n.getFullYear()}-${e(n.getMonth()+1)}-${e(n.getDate())}`}function Y(n){let e=n.replace(/[\s.]/g,"");return/^(\d{10}|\d{4})$/.test(e)?(e.match(/../g)??[]).join(Te):n}var Kn=75,Yn="-P7D";function Ut(n,e,t){let r=new Date(`${n.date}T00:00:00Z`),s=t.toISOString().replace(/[-:]|\.\d+/g,""),o=h=>h.toISOString().slice(0,10).replace(/-/g,""),i=new Date(r.getTime()+864e5),d=y(l.calendar.summary,{label:f(n.label)}),c=n.basis?[y(l.calendar.basis,{basis:n.basis})]:[],m=[n.rule,...c,l.calendar.check].map(f).join(`
`);return["BEGIN:VCALENDAR","VERSION:2.0","PRODID:-//Recours Sante//Widget//FR","CALSCALE:GREGORIAN","BEGIN:VEVENT",`UID:${e}@recours-sante.invalid`,`DTSTAMP:${s}`,`DTSTART;VALUE=DATE:${o(r)}`,`DTEND;VALUE=DATE:${o(i)}`,`SUMMARY:${rt(d)}`,`DESCRIPTION:${rt(m)}`,"TRANSP:TRANSPARENT","BEGIN:VALARM","ACTION:DISPLAY",`DESCRIPTION:${rt(d)}`,`TRIGGER:${Yn}`,"END:VALARM","END:VEVENT","END:VCALENDAR",""].map(Qn).join(`\r
`)}function rt(n){return n.replace(/\\/g,"\\\\").replace(/[;,]/g,"\\$&").replace(/\r\n|[\r\n]/g,"\\n")}function Qn(n){let e=new TextEncoder,[t,r]=["",0];for(let s of n){let o=e.encode(s).length;r+o>Kn&&(t+=`\r
 `,r=1),t+=s,r+=o}return t}function Nt(n){let e=/^#([\da-f])([\da-f])([\da-f])$/i.exec(n.trim()),t=/^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(n.trim()),r=(e?.slice(1).map(s=>s+s)??t?.slice(1))?.map(s=>parseInt(s,16));return r?[r[0],r[1],r[2]]:null}function zt(n){let[e,t,r]=n.map(s=>{let o=s/255;return o<=.04045?o/12.92:((o+.055)/1.055)**2.4});return .2126*e+.7152*t+.0722*r}function Zn(n,e){let[t,r]=[zt(n),zt(e)].sort((s,o)=>s-o);return(r+.05)/(t+.05)}function st(n,e){let t=Nt(n);return t!==null&&e.every(r=>Zn(t,Nt(r)??t)>=4.5)}function Xn(n,e){let t;try{t=new URL(n,e)}catch{return null}let r=["localhost","127.0.0.1","[::1]"].includes(t.hostname)||t.origin===new URL(e).origin;return t.protocol!=="https:"&&!(t.protocol==="http:"&&r)?null:(t.origin+t.pathname).replace(/\/+$/,"")}function Bt(n,e,t){let r=Xn(n.server??e,t);if(!r)return null;let s=n.privacyUrl?new URL(n.privacyUrl,t):null;return{server:r,title:n.title??l.title,launcher:n.launcher??l.launcher,theme:n.theme==="light"||n.theme==="dark"?n.theme:"auto",accent:n.accent??"",organisation:n.organisation??"",privacyUrl:s&&/^https?:$/.test(s.protocol)?s.href:"",human:n.human??""}}var er={can:[],cannot:[],origins:[],checked:""};function S(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)?n:{}}function b(n){return typeof n=="string"?n.trim():""}function C(n,e){return Array.isArray(n)?n.map(e).filter(t=>t!==null):[]}var ce=n=>b(n)||null;function tr(n){if(typeof n!="object"||n===null)return null;let e=S(n);return{name:b(e.name),address:b(e.address),postcode:b(e.postcode),city:b(e.city),phone:b(e.phone),email:b(e.email),url:b(e.url),source:b(e.source),sourceDate:b(e.source_date),confidence:b(e.confidence)}}function nr(n,e){let t=S(n),[r,s]=[b(t.id),b(t.name)];return s?{id:r,role:t.role==="also"||t.role==="next"?t.role:"primary",name:s,reason:b(t.reason),contact:tr(t.contact),...e.get(r)??er}:null}function rr(n){let e=S(n),[t,r]=[b(e.label),b(e.rule)];return!t&&!r?null:{id:b(e.id),label:t,direction:e.direction==="act"?"act":"receive",date:b(e.date),rule:r,basis:b(e.basis)}}function sr(n){let e=S(n),t=b(e.title);return t?{title:t,url:b(e.url),date:b(e.date)}:null}function or(n){let e=S(n),t=b(e.title);return t?{title:t,payload:b(e.payload)||t}:null}function Ht(n){let e=Object.entries(S(S(n).bodies)).map(([t,r])=>{let{can:s,cannot:o,sources:i,checked:d}=S(r);return[t,{can:C(s,ce),cannot:C(o,ce),origins:C(i,ce),checked:b(d)}]});return new Map(e)}function Re(n,e=new Map){let t=n.map(S),r=t.map(m=>b(m.text)).filter(Boolean),s=t.flatMap(m=>C(m.buttons,or)),o=S(t.map(m=>m.custom).find(m=>typeof m=="object"&&m!==null)),i={texts:r,buttons:s,custom:{kind:b(o.kind),topic:b(o.topic),bodies:C(o.bodies,m=>nr(m,e)),deadlines:C(o.deadlines,rr),include:C(o.include,ce),sources:C(o.sources,sr),numbers:C(o.numbers,ce)}},{bodies:d,numbers:c}=i.custom;return r.length||s.length||d.length||c.length?i:null}function Pe(){if(typeof crypto.randomUUID=="function")return crypto.randomUUID();let n=crypto.getRandomValues(new Uint8Array(16));return Array.from(n,t=>t.toString(16).padStart(2,"0")).join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,"$1-$2-4$3-a$4-$5")}var de=class extends Error{},ot=class{constructor(){this.decoder=new TextDecoder("utf-8");this.rest=""}push(e){return this.take(this.decoder.decode(e,{stream:!0}))}end(){return this.take(`${this.decoder.decode()}
`)}take(e){let t=(this.rest+e).split(`
`);return this.rest=t.pop()??"",t.filter(r=>r.trim()).map(ir)}};function ir(n){try{return JSON.parse(n)}catch{throw new de("a line is no JSON")}}async function It(n){let[e,t,r]=[new ot,[],n.getReader()];for(;;){let{done:s,value:o}=await r.read();if(s)return[...t,...e.end()];t.push(...e.push(o))}}var x=class extends Error{constructor(t){super(t.kind);this.problem=t}},ar=4e3,lr=500,cr=3e4,dr=30,it="/webhooks/web",pr="/recours-sante.json",Ce=class{constructor(e,t=cr){this.base=e;this.timeout=t}async open(){return this.call(`${it}/session`,{method:"POST"},async e=>{let t=await e.json();if(typeof t.token!="string"||!t.token)throw new x({kind:"server"});return t.token})}async send(e,t){if(t.text.length>ar||t.text.split(/\s+/).length>lr)throw new x({kind:"too_long"});let r={method:"POST",headers:{"Content-Type":"application/json",Authorization:`Bearer ${e}`},body:JSON.stringify({message:t.text,id:t.id})};return this.call(`${it}/webhook?stream=true`,r,async s=>{let o=s.body?await It(s.body):[];if(!o.length)throw new x({kind:"incomplete"});return o})}async erase(e){try{await this.call(`${it}/session`,{method:"DELETE",headers:{Authorization:`Bearer ${e}`}},async()=>{})}catch(t){if(!(t instanceof x&&t.problem.kind==="session"))throw t}}async powers(){return this.call(pr,{cache:"default"},async e=>Ht(await e.json()))}async call(e,t,r){if(navigator.onLine===!1)throw new x({kind:"offline"});let s=new AbortController,o=setTimeout(()=>s.abort(),this.timeout);try{let i=await fetch(`${this.base}${e}`,{cache:"no-store",...t,signal:s.signal,credentials:"omit",referrerPolicy:"no-referrer"});if(!i.ok)throw new x(ur(i));return await r(i)}catch(i){if(i instanceof x)throw i;if(s.signal.aborted)throw new x({kind:"timeout"});let d=i instanceof de||i instanceof SyntaxError;throw new x({kind:d?"incomplete":"network"})}finally{clearTimeout(o)}}};function ur(n){if(n.status===401)return{kind:"session"};if(n.status===413)return{kind:"too_long"};if(n.status!==429)return{kind:"server"};let e=Number(n.headers.get("Retry-After"));return{kind:"busy",seconds:e>0?Math.ceil(e):dr}}var mr=5e3,Oe=class{constructor(e,t,r,s=Pe){this.server=e;this.store=t;this.changed=r;this.newId=s;this.begun=!1;this.entries=[];this.doing="nothing";this.slow=!1;this.trouble=null;this.draft="";this.open=!1;this.powers=new Map;this.token=null;this.opening=null;this.outbox=null}resume(){let e=this.store.load();return e?.entries.length?(this.begun=!0,this.entries=e.entries,this.token=e.token,this.open=e.open,this.outbox=e.outbox,this.outbox&&(this.draft=this.outbox.text,this.trouble={problem:{kind:"unsent"},retry:!0}),this.changed(),this.learn(),!0):!1}begin(){this.begun=!0,this.changed(),this.tryOpening(),this.learn()}greet(){let e=l.chips.map(t=>({title:t,payload:t}));this.add({id:this.newId(),who:"bot",messages:[{text:l.greeting,buttons:e}],fresh:!0})}async sendDraft(){await this.send(this.draft)}async choose(e,t,r){this.doing==="nothing"&&(this.entries=this.entries.map(s=>s.id===e&&s.who==="bot"?{...s,chosen:t}:s),await this.send(r))}async retry(){this.outbox?await this.send(this.outbox.text):await this.tryOpening()}rate(e,t){this.entries=this.entries.map(r=>r.id===e&&r.who==="feedback"?{...r,useful:t}:r),this.update()}async erase(){let e=this.token;Object.assign(this,{entries:[],token:null,opening:null,outbox:null,trouble:null,draft:"",begun:!1}),this.store.clear(),this.doing="erasing",this.changed();try{return e&&await this.server.erase(e),!0}catch(t){if(!(t instanceof x))throw t;return!1}finally{this.doing="nothing",this.changed()}}online(e){e?this.trouble?.problem.kind==="offline"&&!this.outbox&&(this.trouble=null):this.trouble={problem:{kind:"offline"},retry:this.outbox!==null},this.changed()}setOpen(e){this.open=e,this.begun?this.update():this.changed()}async send(e){let t=e.trim();if(!t||this.doing!=="nothing")return;let r=this.outbox?.text===t?this.outbox:{id:this.newId(),text:t};this.outbox=r,this.trouble=null,this.doing="sending",this.draft.trim()===t&&(this.draft=""),this.add({id:r.id,who:"person",text:t,fresh:!0});let s=setTimeout(()=>{this.slow=!0,this.changed()},mr);try{let o=await this.server.send(await this.session(),r);this.outbox===r&&this.answered(o)}catch(o){if(!(o instanceof x))throw o;this.outbox===r&&this.failed(r,o.problem)}finally{clearTimeout(s),this.slow=!1,this.doing==="sending"&&(this.doing="nothing"),this.update()}}answered(e){let t=Re(e);if(!t)throw new x({kind:"incomplete"});this.outbox=null;let{kind:r,topic:s,bodies:o}=t.custom;o.length&&this.learn(),r==="privacy"&&s==="erase_data"&&(this.entries=[]),this.add({id:this.newId(),who:"bot",messages:e,fresh:!0});let i=this.entries.some(d=>d.who==="feedback");r==="orientation"&&!i&&this.add({id:this.newId(),who:"feedback",fresh:!0})}failed(e,t){this.entries=this.entries.filter(s=>s.id!==e.id),this.draft.trim()||(this.draft=e.text);let r=t.kind!=="too_long"&&t.kind!=="session";r||(this.outbox=null),this.trouble={problem:t,retry:r},t.kind==="session"&&(this.token=null,this.add({id:this.newId(),who:"note",text:l.note.new_session,fresh:!0}),this.session().catch(()=>this.changed()))}session(){if(this.token)return Promise.resolve(this.token);let e=this.opening??=this.server.open();return e.finally(()=>{this.opening===e&&(this.opening=null)}).then(t=>(this.token=this.begun?t:null)??t)}async tryOpening(){this.trouble=null;try{await this.session()}catch(e){if(!(e instanceof x))throw e;this.doing==="nothing"&&this.begun&&(this.trouble={problem:{kind:"opening"},retry:!0})}this.update()}async learn(){if(!this.powers.size){try{this.powers=await this.server.powers()}catch(e){if(!(e instanceof x))throw e;return}this.changed()}}add(e){this.entries=[...this.entries,e],this.update()}update(){let{token:e,entries:t,outbox:r,open:s,begun:o}=this,i={token:e,entries:t,outbox:r,open:s};o&&this.store.save(i),this.changed()}};var hr=[["bodies",/^• /],["list",/^- /],["steps",/^\d{1,2}\. /]];function Vt(n){return n.join(`

`).split(/\n{2,}/).flatMap(e=>fr(e.split(`
`).filter(t=>t.trim())))}function fr(n){let e=[];for(let t of n){let[r,s]=hr.find(([,i])=>i.test(t))??[],o=e[e.length-1];r&&s?gr(e,r,t.replace(s,"").trim()):o?.kind==="bodies"?o.items[o.items.length-1]?.push(t.trim()):o?.kind==="text"?o.lines.push(t.trim()):e.push({kind:"text",lines:[t.trim()]})}return e}function gr(n,e,t){n[n.length-1]?.kind!==e&&n.push({kind:e,title:br(n),items:[]});let s=n[n.length-1];s?.kind==="bodies"?s.items.push([t]):s&&s.kind!=="text"&&s.items.push(t)}function br(n){let e=n[n.length-1],t=e?.kind==="text"?e.lines[e.lines.length-1]:void 0;return e?.kind!=="text"||!t||!/\s:$/.test(t)?"":(e.lines.pop(),e.lines.length||n.pop(),t.replace(/\s:$/,""))}var vr=70;function Me(n){let{custom:e}=n,t=new Set(e.bodies),r=Vt(n.texts).flatMap(o=>yr(o,e,n,t)),s=[...t];return s.length&&wr(r,s),(e.kind==="orientation"||e.bodies.length)&&xr(r),r}function yr(n,e,t,r){if(n.kind==="text")return[n];if(n.kind==="bodies")return $r(n.title,n.items,r);let{title:s,items:o}=n,i=t.buttons.map(h=>h.title);if(o.every(h=>i.includes(h)))return s?[{kind:"text",lines:[`${s} :`]}]:[];if(n.kind==="steps")return[{kind:"steps",title:s,items:o}];let d=jt(o,e.deadlines,(h,u)=>h.includes(u.rule)||h.startsWith(`${u.label} :`));if(d)return[{kind:"deadlines",title:s,items:d.map(([h,u])=>({line:h,deadline:u}))}];let c=jt(o,e.sources,(h,u)=>h.startsWith(u.title));return c?[{kind:"sources",title:s,items:c.map(([h,u])=>({line:h,source:u}))}]:[{kind:e.include.length>0&&e.include.every(h=>o.includes(h))?"write":"list",title:s,items:o}]}function jt(n,e,t){let r=n.map(s=>[s,e.find(o=>t(s,o))]);return r.length&&r.every(s=>s[1]!==void 0)?r:null}function $r(n,e,t){let r=[],s=[];for(let[d="",...c]of e){let m=[...t].find(u=>d.startsWith(u.name));if(!m){s.push(d,...c);continue}t.delete(m);let h=d.slice(m.name.length).trim().replace(/^\((.*)\)$/,"$1");r.push({body:m,notes:[h,...c.filter(u=>!qt(u,m))].filter(Boolean)})}let o=r.every(d=>d.body.role!=="primary"),i=r.length?[{kind:"bodies",title:n,cards:r,folded:o}]:[];return s.length?[...i,{kind:"text",lines:s}]:i}function W(n){let e=[n.postcode,n.city].filter(Boolean).join(" ");return[n.address,e].filter(Boolean).join(", ")}function qt(n,e){if(n===e.reason||n===e.name||n===`${e.name}.`)return!0;let{contact:t}=e;if(!t)return!1;if(t.source&&n.includes(t.source))return!0;let r=n.replace(/^[^:]{1,20} : /,"");return[t.name,W(t),t.phone,t.email,t.url].includes(r)}function wr(n,e){for(let o of n)o.kind==="text"&&(o.lines=o.lines.filter(i=>!e.some(d=>qt(i,d))));let t=e.map(o=>({body:o,notes:[]})),r=n[0]?.kind==="text"?1:0;n.splice(r,0,{kind:"bodies",title:"",cards:t,folded:!1});let s=n.filter(o=>o.kind!=="text"||o.lines.length);n.splice(0,n.length,...s)}function xr(n){let e=n.findIndex(o=>o.kind==="bodies")-1,t=n[e],[r,...s]=t?.kind==="text"?t.lines:[];!r||!s.length||r.length>vr||!r.endsWith(".")||(n[e]={kind:"lead",title:r.slice(0,-1),lines:s})}function Q(n,e){if(!n)return"";let t=e?l.answer.source_dated:l.answer.source;return y(t,{source:f(n),date:Dt(e)})}function pe({can:n,cannot:e}){return[[l.answer.can,n],[l.answer.cannot,e]].filter(([,r])=>r.length)}function ue({origins:n,checked:e},t=n.length){let r=n.length-t,s=n.slice(0,t).join(" ; ");return Q(r>0?y(l.answer.and_more,{named:s,count:r}):s,e)}function at(n){return y(l.answer.made,{date:le(nt(n))??""})}function Le(n,e){let t=n.custom.bodies.flatMap(({name:i,contact:d})=>{let c=d?Q(d.source,d.sourceDate):"";return d&&c?[`- ${f(i)}, ${W(d)||d.name}. ${c}`]:[]}),r=n.custom.bodies.flatMap(i=>{let d=pe(i).map(([c,m])=>`  ${c} : ${f(m.join(" "))}`);return d.length?[`- ${f(i.name)}`,...d,`  ${ue(i)}`]:[]}),s=n.custom.sources.flatMap(({title:i,url:d})=>d?[`- ${f(i)}
  ${d}`]:[]);return`${[l.name.toUpperCase(),...n.texts.map(f),r.length?[`${l.answer.powers_of_all} :`,...r].join(`
`):"",t.length?[`${l.answer.contacts} :`,...t].join(`
`):"",s.length?[`${l.answer.pages} :`,...s].join(`
`):"",at(e)].filter(Boolean).join(`

`)}
`}function De(n){return y(l.answer.file,{date:nt(n)})}function lt(n,e,t){let r=URL.createObjectURL(new Blob([t],{type:`${e};charset=utf-8`})),s=document.createElement("a");s.href=r,s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(r),1e4)}async function Wt(n){try{return await navigator.clipboard.writeText(n),!0}catch{return kr(n)}}function kr(n){let e=document.createElement("textarea"),t=document.activeElement;e.value=n,e.setAttribute("readonly",""),e.style.position="fixed",e.style.opacity="0",document.body.append(e),e.select();let r=document.execCommand("copy");return e.remove(),t instanceof HTMLElement&&t.focus(),r}var Ue=class{constructor(e){this.key=`recours-sante:1:${e}`}load(){try{let e=JSON.parse(sessionStorage.getItem(this.key)??"null");return!e||!Array.isArray(e.entries)?null:{token:typeof e.token=="string"?e.token:null,entries:e.entries.filter(_r),outbox:Ar(e.outbox)?e.outbox:null,open:e.open===!0}}catch{return null}}save(e){let t=e.entries.map(({fresh:r,...s})=>s);try{return sessionStorage.setItem(this.key,JSON.stringify({...e,entries:t})),!0}catch{return!1}}clear(){try{return sessionStorage.removeItem(this.key),!0}catch{return!1}}};function Ar(n){let e=n;return typeof e?.id=="string"&&typeof e.text=="string"}function _r(n){let e=n;return typeof e?.id!="string"?!1:e.who==="bot"?Array.isArray(e.messages):e.who==="feedback"||(e.who==="person"||e.who==="note")&&typeof e.text=="string"}var Ne={paper:"#fcfbf8",card:"#ffffff",tint:"#e4f0ee",ink:"#12292e",soft:"#475c61",line:"#7b8f92",hair:"#d5dedd",danger:"#a4161a","danger-paper":"#fdf0ee",amber:"#6b4a00","amber-paper":"#fdf3d8"},ze={paper:"#0e1b1f",card:"#16272c",tint:"#1b3a3d",ink:"#eaf2f0",soft:"#b3c4c4",line:"#7d9396",hair:"#2c4247",danger:"#ffaaa0","danger-paper":"#38191a",amber:"#ffdf94","amber-paper":"#3a2e10"},Jt={light:"#0a5a5e",dark:"#7fd6cb"},Gt=[Ne.paper,Ne.card,Ne.tint],Kt=[ze.paper,ze.card,ze.tint];function Yt(n,e){return[...Object.entries(n).map(([r,s])=>`--${r}: ${s};`),`--accent: ${e};`].join(" ")}var Sr=ne(Yt({...Ne,"on-accent":"#ffffff"},`var(--accent-light, ${Jt.light})`)),Ft=ne(Yt({...ze,"on-accent":"#06201f"},`var(--accent-dark, ${Jt.dark})`)),Qt=_`
:host {
${Sr}
color-scheme: light;
}
:host([data-theme="dark"]) {
${Ft}
color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
:host([data-theme="auto"]) {
${Ft}
color-scheme: dark;
}
}
`;var Zt=_`
.entry + .entry,
.entry + .feedback,
.feedback + .entry,
.note {
margin-top: 1.4em;
}
.who {
display: flex;
align-items: center;
gap: 0.35em;
margin-bottom: 0.3em;
font-size: 0.83em;
font-weight: 650;
color: var(--soft);
}
.person {
width: fit-content;
max-width: 88%;
margin-inline-start: auto;
}
.person .who {
justify-content: flex-end;
}
.typed {
padding: 0.6em 0.95em;
border-radius: 1em 1em 0.25em 1em;
background: var(--tint);
white-space: pre-wrap;
}
.note {
padding-block: 0.6em;
border-block: 1px dashed var(--line);
font-size: 0.94em;
color: var(--soft);
}
.said p + p,
.lead p + p,
.said + .said {
margin-top: 0.55em;
}
.lead h3 {
margin-bottom: 0.35em;
font-size: 1.42em;
line-height: 1.2;
letter-spacing: -0.015em;
text-wrap: balance;
}
.part {
margin-top: 1.5em;
}
.part + .said {
margin-top: 1.3em;
}
.part > h3 {
margin-bottom: 0.55em;
font-size: 1.16em;
line-height: 1.3;
}
.card {
padding: 0.95em 1.05em;
border: 1px solid var(--hair);
border-inline-start: 0.3em solid var(--accent);
border-radius: 0.35em 0.9em 0.9em 0.35em;
background: var(--card);
}
.card[data-role="also"],
.card[data-role="next"] {
border-inline-start-color: var(--line);
}
.card + .card {
margin-top: 0.8em;
}
.role {
display: flex;
align-items: center;
gap: 0.5em;
font-size: 0.83em;
font-weight: 650;
color: var(--accent);
}
.ordinal {
display: inline-grid;
place-items: center;
min-width: 1.6em;
height: 1.6em;
border-radius: 50%;
background: var(--accent);
color: var(--on-accent);
}
.card h4 {
margin-top: 0.25em;
font-size: 1.09em;
line-height: 1.3;
}
.card h5 {
margin-top: 0.7em;
}
.reason {
margin-top: 0.3em;
}
.office {
margin-top: 0.7em;
font-size: 0.94em;
color: var(--soft);
}
.facts {
margin-top: 0.45em;
}
.fact {
display: grid;
grid-template-columns: 1.25em minmax(0, 1fr);
gap: 0 0.65em;
padding-block: 0.4em;
}
.fact + .fact {
border-top: 1px solid var(--hair);
}
.fact > .icon {
margin-top: 0.15em;
color: var(--soft);
grid-row: span 2;
}
.fact dt {
font-size: 0.78em;
line-height: 1.35;
color: var(--soft);
}
.fact dd {
grid-column: 2;
}
.fact a,
.people a,
.sources a {
display: inline-block;
padding-block: 0.18em;
}
.strong {
font-size: 1.2em;
font-weight: 650;
font-variant-numeric: tabular-nums;
}
.aside {
margin-top: 0.5em;
font-size: 0.94em;
}
.powers {
margin-top: 0.4em;
}
.powers h5:first-of-type {
margin-top: 0.1em;
}
.origin {
margin-top: 0.55em;
font-size: 0.78em;
line-height: 1.45;
color: var(--soft);
}
.tag {
padding: 0.05em 0.45em;
border-radius: 0.3em;
background: var(--amber-paper);
color: var(--amber);
}
.fold {
border-block: 1px solid var(--hair);
}
.fold + .fold {
margin-top: 0;
border-top: 0;
}
.fold[open] {
padding-bottom: 1em;
}
.fold-title {
font-weight: 650;
}
.fold-names {
display: block;
font-size: 0.89em;
color: var(--soft);
}
.dots li,
.steps li {
display: grid;
grid-template-columns: 1.1em minmax(0, 1fr);
}
.dots li + li {
margin-top: 0.4em;
}
.dots li::before {
content: "";
width: 0.4em;
height: 0.4em;
margin-top: 0.6em;
border-radius: 50%;
background: var(--accent);
}
.steps {
counter-reset: step;
}
.steps li {
grid-template-columns: 2em minmax(0, 1fr);
counter-increment: step;
}
.steps li + li {
margin-top: 0.7em;
}
.steps li::before {
content: counter(step);
font-weight: 650;
font-size: 1.2em;
line-height: 1.3;
color: var(--accent);
}
.deadlines li {
padding: 0.7em 0;
border-top: 1px solid var(--hair);
}
.deadlines button {
margin-top: 0.5em;
}
.day {
width: fit-content;
margin-block: 0.25em;
padding: 0.1em 0.55em;
border-radius: 0.35em;
background: var(--amber-paper);
color: var(--amber);
font-size: 1.15em;
font-weight: 650;
}
.letter {
padding: 1em 1.05em;
border: 1px solid var(--hair);
border-radius: 0.9em;
background: var(--card);
}
.letter button {
margin-top: 0.8em;
}
.sources {
font-size: 0.94em;
}
`;var Xt=_`
:host {
all: initial;
display: block;
font-size: max(16px, 1rem);
}
:host([hidden]),
[hidden] {
display: none !important;
}
.panel,
.launcher {
font: 1.125em/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif;
color: var(--ink);
text-align: start;
overflow-wrap: anywhere;
}
*,
*::before,
*::after {
box-sizing: border-box;
}
h2, h3, h4, h5, p, ul, ol, dl, dd, address {
margin: 0;
padding: 0;
font: inherit;
}
ul, ol {
list-style: none;
}
b, strong, h2, h3, h4, h5 {
font-weight: 650;
}
small {
font-size: 0.83em;
}
a {
color: var(--accent);
text-decoration: underline;
text-decoration-thickness: 0.08em;
text-underline-offset: 0.2em;
}
a:hover {
text-decoration-thickness: 0.14em;
}
.icon {
width: 1.25em;
height: 1.25em;
flex: none;
fill: none;
stroke: currentColor;
stroke-width: 1.8;
stroke-linecap: round;
stroke-linejoin: round;
}
button {
display: inline-flex;
align-items: center;
gap: 0.5em;
min-height: 2.75em;
min-width: 2.75em;
margin: 0;
padding: 0.45em 0.9em;
border: 1.5px solid var(--line);
border-radius: 0.7em;
background: var(--card);
color: var(--ink);
font: inherit;
line-height: 1.3;
text-align: start;
cursor: pointer;
}
button:hover {
border-color: var(--accent);
background: var(--tint);
}
button.main {
justify-content: center;
border-color: var(--accent);
background: var(--accent);
color: var(--on-accent);
font-weight: 650;
}
button.main:hover {
background: var(--ink);
border-color: var(--ink);
color: var(--paper);
}
button.quiet {
border-color: transparent;
background: none;
color: var(--accent);
padding-inline: 0.5em;
}
button.quiet:hover {
background: var(--tint);
}
button[aria-disabled="true"] {
opacity: 0.6;
cursor: progress;
}
:focus {
outline: none;
}
:focus-visible {
outline: 3px solid var(--accent);
outline-offset: 2px;
box-shadow: 0 0 0 2px var(--paper);
border-radius: 0.3em;
}
button:focus-visible {
border-radius: 0.7em;
}
summary {
min-height: 2.75em;
padding: 0.6em 0;
color: var(--accent);
cursor: pointer;
}
.unseen {
position: absolute;
width: 1px;
height: 1px;
overflow: hidden;
clip-path: inset(50%);
white-space: nowrap;
}
@media (max-width: 30em) {
.roomy {
position: absolute;
width: 1px;
height: 1px;
overflow: hidden;
clip-path: inset(50%);
white-space: nowrap;
}
}
@media (prefers-reduced-motion: no-preference) {
button, a {
transition: background-color 120ms, border-color 120ms;
}
}
@media (forced-colors: active) {
:focus-visible {
outline-color: Highlight;
}
button, .card, .panel, textarea {
border: 1.5px solid ButtonText !important;
}
button[aria-current="true"] {
border-width: 4px !important;
}
}
`;var en=_`
.launcher {
position: fixed;
inset: auto max(1rem, env(safe-area-inset-right)) max(1rem, env(safe-area-inset-bottom)) auto;
z-index: 2147483000;
max-width: calc(100vw - 2rem);
padding: 0.65em 1.15em;
border: 0;
border-radius: 2em;
background: var(--accent);
color: var(--on-accent);
font-size: 1em;
font-weight: 650;
box-shadow: 0 0.35em 1.4em rgb(6 32 31 / 35%);
}
.launcher:hover {
background: var(--ink);
color: var(--paper);
}
.launcher:focus-visible {
border-radius: 2em;
}
.panel {
display: flex;
flex-direction: column;
background: var(--paper);
border: 1px solid var(--hair);
}
:host(:not([inline])) .panel {
position: fixed;
inset: auto 1rem 1rem auto;
z-index: 2147483000;
width: min(28rem, calc(100vw - 2rem));
height: min(max(84vh, 46rem), 54rem);
max-height: calc(100vh - 2rem);
border-radius: 1.1rem;
box-shadow: 0 1rem 3.5rem rgb(6 32 31 / 32%);
overflow: hidden auto;
}
:host([inline]) .panel {
max-width: 46rem;
border-radius: 1.1rem;
}
.top {
display: flex;
align-items: center;
gap: 0.65em;
padding: 0.7em 0.8em 0.7em 1.1em;
border-bottom: 1px solid var(--hair);
}
.top > .icon {
width: 1.9em;
height: 1.9em;
color: var(--accent);
}
.names {
flex: 1;
line-height: 1.2;
}
.names h2 {
font-size: 1.12em;
letter-spacing: -0.01em;
}
.names p {
font-size: 0.83em;
color: var(--soft);
}
.close {
justify-content: center;
padding: 0.4em;
border-color: transparent;
background: none;
}
.numbers {
display: flex;
flex-wrap: wrap;
align-items: center;
gap: 0 0.5em;
padding: 0 1.1em;
background: var(--danger-paper);
color: var(--danger);
border-bottom: 1px solid var(--hair);
}
.numbers-word {
font-size: 0.89em;
font-weight: 650;
}
.numbers ul {
display: flex;
flex-wrap: wrap;
gap: 0;
}
.numbers a {
display: inline-flex;
align-items: center;
justify-content: center;
gap: 0.25em;
min-width: 2.45em;
min-height: 2.45em;
padding: 0 0.3em;
color: inherit;
}
.middle {
flex: 1 0 9em;
min-height: 0;
display: flex;
flex-direction: column;
}
.middle:has(.sheet) {
flex-basis: 18em;
}
.log,
.gate,
.sheet {
position: relative;
}
.log,
.gate {
flex: 1;
min-height: 0;
overflow-y: auto;
overscroll-behavior: contain;
padding: 1.1em;
}
.log:focus-visible {
outline-offset: -3px;
border-radius: 0;
box-shadow: none;
}
:host([inline]) .middle {
flex: none;
}
:host([inline]) .log,
:host([inline]) .gate {
overflow: visible;
}
.bottom {
border-top: 1px solid var(--hair);
padding: 0.5em 1.1em;
padding-bottom: max(0.35em, env(safe-area-inset-bottom));
background: var(--paper);
border-radius: 0 0 1.05rem 1.05rem;
}
.always {
display: flex;
flex-wrap: wrap;
justify-content: space-between;
margin-inline: -0.5em;
font-size: 0.83em;
}
.always button {
min-height: 3em;
}
@media (max-width: 30em) {
:host(:not([inline])) .panel {
inset: 0;
width: 100%;
height: 100vh;
height: 100dvh;
max-height: none;
border: 0;
border-radius: 0;
}
.top {
padding-block: 0.3em;
}
.top > .icon {
width: 1.6em;
height: 1.6em;
}
.numbers {
font-size: 0.83em;
gap: 0 0.2em;
}
.numbers a {
min-width: 3em;
min-height: 3em;
padding: 0 0.2em;
}
.top, .numbers, .log, .gate, .bottom {
padding-inline: 0.85em;
}
}
@media (max-height: 36em) {
:host(:not([inline])) .panel {
display: block;
height: auto;
max-height: 100vh;
inset-block: 0;
overflow-y: auto;
}
.log, .gate {
overflow: visible;
}
.top {
padding-block: 0.3em;
}
}
@media print {
.launcher, .composer, .always, .replies, .tools, .feedback, .numbers, .status, .trouble, .close {
display: none !important;
}
:host(:not([inline])) .panel {
position: static;
width: auto;
height: auto;
max-height: none;
overflow: visible;
box-shadow: none;
}
.log {
overflow: visible;
}
}
`;var tn=_`
.alarm {
padding: 1em 1.05em;
border: 3px solid var(--danger);
border-radius: 0.9em;
background: var(--danger-paper);
}
.alarm h3 {
color: var(--danger);
font-weight: 650;
}
.alarm h3 {
margin-bottom: 0.5em;
font-size: 1.42em;
line-height: 1.2;
}
.calls {
display: grid;
gap: 0.5em;
}
.alarm .calls {
margin-bottom: 0.9em;
}
.call {
display: flex;
align-items: center;
gap: 0.7em;
min-height: 3em;
padding: 0.4em 0.9em;
border-radius: 0.7em;
background: var(--danger);
color: var(--card);
line-height: 1.25;
text-decoration: none;
}
.call:hover {
text-decoration: underline;
}
.call small {
display: block;
}
.sheet .calls {
grid-template-columns: repeat(auto-fit, minmax(9.5em, 1fr));
margin-top: 0.4em;
}
.sheet .call {
background: none;
border: 1.5px solid var(--danger);
color: var(--danger);
padding-inline: 0.7em;
}
.sheet .call .icon {
display: none;
}
.gate > * + * {
margin-top: 0.9em;
}
.gate .intro {
font-size: 1.13em;
line-height: 1.4;
}
.gate details p + p {
margin-top: 0.55em;
}
.gate summary {
padding-block: 0.3em;
}
.gate .main {
width: 100%;
min-height: 3.1em;
font-size: 1.06em;
}
.replies {
display: flex;
flex-wrap: wrap;
gap: 0.5em;
margin-top: 1em;
}
.replies button {
border-color: var(--accent);
border-radius: 1.5em;
padding-inline: 1.05em;
color: var(--accent);
}
.replies button[aria-current="true"] {
background: var(--tint);
border-width: 3px;
font-weight: 650;
}
.replies button[aria-current="true"]::before {
content: "✓" / "";
}
.tools {
display: flex;
flex-wrap: wrap;
gap: 0 0.3em;
margin: 1em -0.5em 0;
font-size: 0.89em;
}
.feedback {
display: flex;
flex-wrap: wrap;
align-items: center;
gap: 0.5em 0.7em;
padding: 0.8em 1.05em;
border-radius: 0.9em;
background: var(--tint);
}
@media (max-width: 30em) {
.writing .icon {
display: none;
}
}
.status {
font-size: 0.94em;
color: var(--soft);
}
.status[data-busy]::before {
content: "";
display: inline-block;
width: 0.65em;
height: 0.65em;
margin-inline-end: 0.55em;
border-radius: 50%;
background: var(--accent);
}
@media (prefers-reduced-motion: no-preference) {
.status[data-busy]::before {
animation: breathe 1.4s ease-in-out infinite alternate;
}
@keyframes breathe {
to {
opacity: 0.25;
transform: scale(0.7);
}
}
}
.trouble:not(:empty) > p {
margin-block: 0.2em 0.4em;
padding: 0.4em 0.8em;
line-height: 1.4;
border-inline-start: 0.3em solid var(--amber);
background: var(--amber-paper);
color: var(--amber);
}
.trouble button {
margin-bottom: 0.4em;
}
.composer label {
display: block;
font-weight: 650;
}
.hint {
font-size: 0.83em;
line-height: 1.4;
color: var(--soft);
}
.writing {
display: flex;
flex-wrap: wrap;
align-items: flex-end;
gap: 0.5em;
margin-top: 0.35em;
}
textarea {
flex: 1 1 9em;
min-height: 2.75em;
max-height: 9em;
margin: 0;
padding: 0.5em 0.75em;
border: 1.5px solid var(--line);
border-radius: 0.7em;
background: var(--card);
color: var(--ink);
font: inherit;
line-height: 1.4;
resize: vertical;
field-sizing: content;
}
textarea:focus-visible {
border-radius: 0.7em;
outline-offset: 0;
}
.sheet {
flex: none;
min-height: 12em;
max-height: 85%;
overflow-y: auto;
padding: 0.8em 1.1em;
border-top: 3px solid var(--accent);
background: var(--card);
}
:host([inline]) .sheet {
min-height: 0;
max-height: none;
}
.sheet > * + * {
margin-top: 0.7em;
}
.sheet h3 {
font-size: 1.3em;
line-height: 1.25;
}
.people li {
padding: 0.7em 0;
border-top: 1px solid var(--hair);
}
.choice {
display: flex;
flex-wrap: wrap;
gap: 0.6em;
}
@media (max-height: 36em) {
.sheet {
max-height: none;
}
}
`;var nn=[Qt,Xt,en,Zt,tn];var rn=G(class extends D{constructor(n){if(super(n),n.type!==P.PROPERTY&&n.type!==P.ATTRIBUTE&&n.type!==P.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Pt(n))throw Error("`live` bindings can only contain a single expression")}render(n){return n}update(n,[e]){if(e===w||e===p)return e;let t=n.element,r=n.name;if(n.type===P.PROPERTY){if(e===t[r])return w}else if(n.type===P.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(r))return w}else if(n.type===P.ATTRIBUTE&&t.getAttribute(r)===e+"")return w;return Se(n),e}});function A(n){return a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${n}</svg>`}var me=A(k`<path d="M12 2v20M12 4h7l2.5 2.75L19 9.500h-7M12 11.500H5L2.500 14.250 5 17h7" />`),sn=A(k`<path d="M6 6l12 12M18 6L6 18" />`),Be=A(k`<path d="M6.500 3h3l1.500 5-2 1.500a12 12 0 0 0 5.500 5.500l1.500-2 5 1.500v3a2 2 0 0 1-2 2A16.500 16.500 0 0 1 4.500 5a2 2 0 0 1 2-2z" />`),on=A(k`<path d="M3 5.500h18v13H3zM3 6.500l9 7 9-7" />`),an=A(k`<path d="M12 21.500s-7-6.300-7-11.500a7 7 0 0 1 14 0c0 5.200-7 11.500-7 11.500z" /><circle cx="12" cy="10" r="2.500" />`),ln=A(k`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18" />`),cn=A(k`<path d="M4 5.500h16v15H4zM4 10h16M8.500 3v4M15.500 3v4M12 12.500v5M9.500 15h5" />`),He=A(k`<path d="M9 8h11v13H9zM15 8V4H4v13h5" />`),dn=A(k`<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 13.500h10V21H7z" />`),pn=A(k`<path d="M12 3v12M7 10.500l5 5 5-5M4 20.500h16" />`),Ie=A(k`<circle cx="12" cy="8" r="4" /><path d="M4 21c1-5 4-7 8-7s7 2 8 7" />`),un=A(k`<path d="M4.500 7h15M9.500 7V4h5v3M6.500 7l1 14h9l1-14M10.500 11v6M13.500 11v6" />`),mn=A(k`<path d="M4 12h15M13 5.500l6.500 6.500-6.500 6.500" />`);function hn(n){let{conversation:e}=n,t=l.composer;return a`<form class="composer" @submit=${r=>Er(n,r)}>
    <label for="message">${t.label}</label>
    <p class="hint" id="hint">${t.hint}</p>
    <div class="writing">
      <textarea
        id="message"
        rows="1"
        enterkeyhint="send"
        autocomplete="off"
        aria-describedby="hint"
        .value=${rn(e.draft)}
        @input=${r=>e.draft=r.target.value}
        @keydown=${r=>Tr(n,r)}
      ></textarea>
      <button type="submit" class="main" aria-disabled=${e.doing==="nothing"?p:"true"}>
        ${t.send}${mn}
      </button>
    </div>
  </form>`}function Er(n,e){e.preventDefault(),n.send()}function Tr(n,e){e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),n.send())}function fn(n){let{doing:e,slow:t}=n.conversation,r=e==="sending"?t?l.status.slow:l.status.preparing:n.status;return a`<p class="status" role="status" ?data-busy=${e==="sending"}>${r}</p>`}function gn(n){let{trouble:e}=n.conversation,t=l.problem;return a`<div class="trouble" role="alert">
    ${e?a`<p>${y(t[e.problem.kind],{seconds:"seconds"in e.problem?e.problem.seconds??"":""})} ${t.danger}</p>
          ${e.retry?a`<button type="button" @click=${()=>n.retry()}>${t.retry}</button>`:p}`:p}
  </div>`}var Rr={},bn=G(class extends D{constructor(){super(...arguments),this.ot=Rr}render(n,e){return e()}update(n,[e,t]){if(Array.isArray(e)){if(Array.isArray(this.ot)&&this.ot.length===e.length&&e.every((r,s)=>r===this.ot[s]))return w}else if(this.ot===e)return w;return this.ot=Array.isArray(e)?Array.from(e):e,this.render(e,t)}});var Pr=["https:","mailto:","tel:","sms:"];function vn(n){let e;try{e=new URL(n.trim())}catch{return null}return e.protocol==="http:"&&(e.protocol="https:"),Pr.includes(e.protocol)&&!e.username&&!e.password?e.href:null}function Z(n,e="tel"){let t=n.replace(/[\s.()-]/g,"");return/^\+?\d{2,15}$/.test(t)?`${e}:${t}`:null}function yn(n){let e=n.trim();return/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(e)?`mailto:${e}`:null}function $n(n){return`https://www.openstreetmap.org/search?query=${encodeURIComponent(n)}`}function wn(n){return n.trim().replace(/^https?:\/\/(www\.)?/,"").replace(/\/$/,"")}function N(n){return n.map(e=>a`<p>${f(e)}</p>`)}function O(n,e=!1){let t=n.map(r=>a`<li><span>${f(r)}</span></li>`);return e?a`<ol class="steps">${t}</ol>`:a`<ul class="dots">${t}</ul>`}function he(n,e=wn(n)){let t=vn(n);return t?a`<a href=${t} target="_blank" rel="noopener noreferrer">${e}<span class="unseen"> (${l.answer.new_tab})</span></a>`:a`<span>${e}</span>`}function z(n,e,t=p){return e?n===3?a`<h3>${f(e)}${t}</h3>`:a`<h4>${f(e)}${t}</h4>`:p}function X(n){return a`<span class="unseen">${y(n,{number:""})}</span>`}function fe(n,e,t){return a`<div class="fact">${n}<dt>${e}</dt><dd>${t}</dd></div>`}var xn=l.emergency.numbers;function Cr(n){return y(n.sms?l.emergency.sms:l.emergency.call,{number:n.number})}function kn(n){return Z(n.number,n.sms?"sms":"tel")??""}function An(){let n=l.emergency.bar_numbers.flatMap(e=>xn[e]??[]);return a`<nav class="numbers" aria-label=${l.emergency.bar}>
    <span class="numbers-word">${l.emergency.word}</span>
    <ul>
      ${n.map(e=>a`<li><a href=${kn(e)}>${X(e.sms?l.emergency.sms:l.emergency.call)}<b>${e.number}</b>${e.short?a` <small>${e.short}</small>`:p}</a></li>`)}
    </ul>
  </nav>`}function Ve(n){let e=n.flatMap(t=>xn[t]??[]);return a`<ul class="calls">
    ${e.map(t=>a`<li><a class="call" href=${kn(t)}>${Be}<span><b>${Cr(t)}</b> <small>${t.name}</small></span></a></li>`)}
  </ul>`}var M=l.answer;function _n(n,e){let{body:t,notes:r}=n,{contact:s}=t;return a`<article class="card" data-test="body" data-role=${t.role}>
    <p class="role">${e?a`<span class="ordinal" aria-hidden="true">${e}</span>`:p}${M.roles[t.role]}</p>
    ${z(4,t.name)}
    ${t.reason?a`<p class="reason">${f(t.reason)}</p>`:p}
    ${s?Mr(s,s.name!==t.name):p}
    ${r.map(o=>a`<p class="aside">${f(o)}</p>`)}
    ${Or(t)}
    ${s?Lr(s):p}
  </article>`}function Or(n){let e=pe(n);return e.length?a`<details class="powers" data-test="powers">
    <summary>${M.powers}<span class="unseen">\u00a0: ${f(n.name)}</span></summary>
    ${e.map(([t,r])=>a`<h5>${t}</h5>${O(r)}`)}
    <p class="origin">${ue(n,1)}</p>
  </details>`:p}function Mr(n,e){let t=W(n),r=Z(n.phone),s=yn(n.email);return a`${e&&n.name?a`<p class="office">${f(n.name)}</p>`:p}
    <dl class="facts">
      ${n.phone?fe(Be,M.phone,r?a`<a class="strong" href=${r}>${X(M.call)}${Y(n.phone)}</a>`:a`${n.phone}`):p}
      ${n.email?fe(on,M.email,s?a`<a href=${s}>${n.email}</a>`:a`${n.email}`):p}
      ${t?fe(an,M.address,a`<address>${t}</address>${he($n(t),M.map)}`):p}
      ${n.url?fe(ln,M.site,he(n.url)):p}
    </dl>`}function Lr(n){let e=Q(n.source,n.sourceDate),t=n.confidence!=="high";return!e&&!t?p:a`<p class="origin">${t?a`<strong class="tag">${M.to_check}</strong> `:p}${e}</p>`}var F=l.answer;function Sn(n,e){let t=e.flatMap(r=>r.kind==="bodies"&&!r.folded?r.cards:[]);return e.map(r=>r.kind==="text"?a`<div class="said">${N(r.lines)}</div>`:r.kind==="lead"?a`<div class="lead">${z(3,r.title)}${N(r.lines)}</div>`:r.kind==="bodies"?Dr(r,s=>t.length>1?t.indexOf(s)+1:0):r.kind==="deadlines"?Ur(n,r):r.kind==="sources"?Hr(r):r.kind==="write"?Br(n,r):a`<section class="part">${z(3,r.title)}${O(r.items,r.kind==="steps")}</section>`)}function Dr(n,e){let t=n.cards.map(o=>_n(o,e(o)));if(!n.folded)return a`<section class="part">${z(3,n.title)}${t}</section>`;let r=n.cards.map(o=>f(o.body.name)).join(" · "),s=n.title||F.roles[n.cards[0]?.body.role??"also"];return a`<details class="part fold">
    <summary><span class="fold-title">${f(s)}</span> <span class="fold-names">${r}</span></summary>
    ${t}
  </details>`}function Ur(n,e){return a`<section class="part">
    ${z(3,e.title)}
    <ul class="deadlines">${e.items.map(t=>a`<li>${Nr(n,t.line,t.deadline)}</li>`)}</ul>
  </section>`}function Nr(n,e,t){let r=le(t.date),s=e.startsWith(`${t.label} :`)?e.slice(t.label.length+2).trim():e;return a`<p class="role">${F[t.direction]}</p>
    <p><strong>${f(t.label)}</strong></p>
    ${r?a`<p class="day">${r}</p>`:p}
    <p>${f(zr(s))}</p>
    ${t.basis?a`<p class="origin">${f(t.basis)}</p>`:p}
    ${r?a`<button type="button" aria-label=${y(F.calendar_named,{label:t.label})} @click=${()=>n.addToCalendar(t)}>${cn}${F.calendar}</button>`:p}`}function zr(n){return n.charAt(0).toUpperCase()+n.slice(1)}function Br(n,e){let t=[`${e.title} :`,...e.items.map(r=>`- ${r}`)].map(f).join(`
`);return a`<section class="part letter">
    ${z(3,e.title)} ${O(e.items)}
    <button type="button" aria-label=${F.copy_label} @click=${()=>n.copy(t)}>${He}${F.copy}</button>
  </section>`}function Hr(n){return a`<details class="part sources">
    <summary>${y(F.sources_count,{count:n.items.length})}</summary>
    <ul class="dots">
      ${n.items.map(({line:e,source:t})=>a`<li><span>${t.url?he(t.url,f(e)):f(e)}</span></li>`)}
    </ul>
  </details>`}var Ir=["orientation","answer"];function En(n,e){return a`${bn([e,n.conversation.doing,n.conversation.powers],()=>Vr(n,e))}`}function Vr(n,e){if(e.who==="note")return a`<p class="note" data-entry=${e.id}>${e.text}</p>`;if(e.who==="feedback")return Jr(n,e);if(e.who==="person")return a`<div class="entry person" data-entry=${e.id} data-test="person">
      <p class="who">${l.you}</p>
      <p class="typed">${e.text}</p>
    </div>`;let t=Re(e.messages,n.conversation.powers);return t?jr(n,e,t):a``}function jr(n,e,t){let{kind:r,numbers:s}=t.custom,o=Sn(n,Me(t));return a`<div class="entry bot" data-entry=${e.id} data-test="bot" data-kind=${r}>
    <p class="who">${me}${l.bot}</p>
    ${r==="emergency"?qr(s,o,e.fresh===!0):o}
    ${t.buttons.length?Wr(n,e,t.buttons):p}
    ${Ir.includes(r)?Fr(n,t):p}
  </div>`}function qr(n,e,t){return a`<div class="alarm" role=${t?"alert":p} data-test="emergency">
    <h3>${l.emergency.word}</h3>
    ${Ve(n)} ${e}
  </div>`}function Wr(n,e,t){let r=n.conversation.doing!=="nothing",s=e===n.conversation.entries[0];return a`<ul class="replies" aria-label=${s?l.chips_label:l.replies_label}>
    ${t.map(({title:o,payload:i})=>{let d=e.chosen===o;return a`<li>
        <button
          type="button"
          aria-current=${d?"true":p}
          aria-disabled=${r?"true":p}
          @click=${()=>n.conversation.choose(e.id,o,i)}
        >
          ${f(o)}${d?a`<span class="unseen"> (${l.answer.chosen})</span>`:p}
        </button>
      </li>`})}
  </ul>`}function Fr(n,e){let t=l.answer;return a`<div class="tools" role="group" aria-label=${t.tools}>
    <button type="button" class="quiet" @click=${()=>n.print(e)}>${dn}${t.print}</button>
    <button type="button" class="quiet" @click=${()=>n.save(e)}>${pn}${t.save}</button>
    <button type="button" class="quiet" @click=${()=>n.copy(Le(e,new Date))}>${He}${t.copy_all}</button>
  </div>`}function Jr(n,e){let t=l.feedback;return e.useful!==void 0?a`<div class="feedback" data-entry=${e.id}>
      <p>${e.useful?t.thanks_yes:t.thanks_no}</p>
      ${e.useful?p:a`<button type="button" @click=${()=>n.show("human")}>${Ie}${l.human.open}</button>`}
    </div>`:a`<div class="feedback" data-entry=${e.id} role="group" aria-label=${t.question}>
    <p>${t.question}</p>
    <button type="button" @click=${()=>n.rate(e.id,!0)}>${t.yes}</button>
    <button type="button" @click=${()=>n.rate(e.id,!1)}>${t.no}</button>
  </div>`}function Tn(n){let{organisation:e,privacyUrl:t}=n.config,r=l.gate;return a`<section class="gate" data-test="gate">
    <p class="intro">${r.intro}</p>
    <ul class="dots">${r.rules.map(s=>a`<li><span>${s}</span></li>`)}</ul>
    <details>
      <summary>${r.more}</summary>
      ${r.about.map(s=>a`<p>${s}</p>`)}
      <p>${e?y(r.organisation,{name:e}):r.no_organisation}</p>
    </details>
    ${t?a`<p><a href=${t} target="_blank" rel="noopener noreferrer">${r.privacy}<span class="unseen"> (${l.answer.new_tab})</span></a></p>`:p}
    <button type="button" class="main" @click=${()=>n.begin()}>${r.start}</button>
  </section>`}var Rn=`
@page { margin: 18mm; }
body { margin: 0; font: 11.5pt/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; color: #000; }
.from { font-weight: 700; color: #0a5a5e; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 4pt; }
h2 { font-size: 13.5pt; margin: 16pt 0 4pt; border-bottom: 1pt solid #7b8f92; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 8pt 0 0; break-after: avoid; }
h4 { font-size: 10.5pt; margin: 4pt 0 0; break-after: avoid; }
p, ul, ol { margin: 2pt 0; }
li { margin: 2pt 0; break-inside: avoid; }
article { break-inside: avoid; }
.facts { list-style: none; padding: 0; }
.small, footer { font-size: 9pt; overflow-wrap: anywhere; }
footer { margin-top: 16pt; border-top: 1pt solid #7b8f92; }
`;var Gr=6e4;function Pn(n,e){let t=document.createElement("iframe");t.setAttribute("aria-hidden","true"),t.tabIndex=-1,Object.assign(t.style,{position:"fixed",inset:"auto 0 0 auto",width:"0",height:"0",border:"0"}),document.body.append(t);let r=t.contentDocument,s=t.contentWindow;!r||!s||(Kr(r,n,e),s.addEventListener("afterprint",()=>t.remove()),setTimeout(()=>t.remove(),Gr),s.focus(),s.print())}function Kr(n,e,t){let r=n.defaultView?.CSSStyleSheet;if(r){let s=new r;s.replaceSync(Rn),n.adoptedStyleSheets=[s]}n.documentElement.lang="fr",n.title=De(t),_e(Yr(e,t),n.body)}function Yr(n,e){return a`<main>
    <p class="from">${l.name}</p>
    ${Me(n).map(Qr)}
    <footer><p>${at(e)}</p></footer>
  </main>`}function Qr(n){if(n.kind==="text")return a`${N(n.lines)}`;if(n.kind==="lead")return a`<h1>${f(n.title)}</h1>${N(n.lines)}`;let e=n.title?a`<h2>${f(n.title)}</h2>`:p;if(n.kind==="bodies")return a`<section>${e}${n.cards.map(Xr)}</section>`;if(n.kind==="deadlines")return a`<section>${e}${O(n.items.map(t=>t.line))}</section>`;if(n.kind==="sources"){let t=n.items.map(({line:r,source:s})=>a`<li>${f(r)}${s.url?a`<br />${s.url}`:p}</li>`);return a`<section class="small">${e}<ul>${t}</ul></section>`}return a`<section>${e}${O(n.items,n.kind==="steps")}</section>`}function Zr(n){let e=pe(n);return e.length?a`${e.map(([t,r])=>a`<h4>${t}</h4>${O(r)}`)}
    <p class="small">${ue(n)}</p>`:p}function Xr({body:n,notes:e}){let{contact:t}=n,r=t?[[l.answer.phone,Y(t.phone)],[l.answer.email,t.email],[l.answer.address,W(t)],[l.answer.site,t.url]]:[];return a`<article>
    <h3>${f(n.name)}</h3>
    ${N([n.reason,...t&&t.name!==n.name?[t.name]:[]].filter(Boolean))}
    <ul class="facts">${r.filter(([,s])=>s).map(([s,o])=>a`<li>${s}\u00a0: ${o}</li>`)}</ul>
    ${N(e)} ${Zr(n)}
    ${t?a`<p class="small">${t.confidence==="high"?"":`${l.answer.to_check}. `}${Q(t.source,t.sourceDate)}</p>`:p}
  </article>`}function Cn(n,e,t){let r=t[t.length-1],s=r?.who==="bot"||r?.who==="feedback"?es(t)??r:r,o=c=>c?n.querySelector(`[data-entry="${CSS.escape(c.id)}"]`):null,i=o(r)?.querySelector(".alarm")??o(s),d=n.querySelector(".log");if(!(!i||!d)){if(e){let{top:c,bottom:m}=i.getBoundingClientRect();(c<0||m>window.innerHeight*.6)&&window.scrollBy({top:c-12});return}for(let c of[d,d.closest(".panel")])!c||c.scrollHeight<=c.clientHeight+1||c.scrollBy({top:i.getBoundingClientRect().top-c.getBoundingClientRect().top-12})}}function es(n){return[...n].reverse().find(e=>e.who==="person")}function On(n){let e=l.human;return a`<section class="sheet" aria-labelledby="sheet-title" data-test="human">
    <h3 id="sheet-title" tabindex="-1">${e.title}</h3>
    <p>${e.intro}</p>
    ${n.config.human?a`<p class="card">${n.config.human}</p>`:p}
    <ul class="people">
      ${e.items.map(({name:t,text:r,phone:s=""})=>{let o=Z(s);return a`<li>
          <b>${t}</b>
          <p>${r}</p>
          ${o?a`<a class="strong" href=${o}>${X(l.answer.call)}${Y(s)}</a>`:p}
        </li>`})}
    </ul>
    <p>${l.emergency.danger}</p>
    ${Ve(l.emergency.bar_numbers)}
    <button type="button" class="main" @click=${()=>n.show("none")}>${e.close}</button>
  </section>`}function Mn(n){let e=l.erase;return a`<section class="sheet" aria-labelledby="sheet-title" data-test="erase">
    <h3 id="sheet-title" tabindex="-1">${e.title}</h3>
    <p>${e.text}</p>
    <div class="choice">
      <button type="button" class="main" @click=${()=>n.erase()}>${e.yes}</button>
      <button type="button" @click=${()=>n.show("none")}>${e.no}</button>
    </div>
  </section>`}var ts=150,ns="(max-width: 30em)",rs=1e3,B=class B extends L{constructor(){super();this.sheet="none";this.status="";this.shownOnce=!1;this.silent=!1;this.opener=null;this.revealed=0;this.onLine=()=>{navigator.onLine&&(this.status=l.status.online),this.conversation?.online(navigator.onLine)};this.onKey=t=>{t.key!=="Escape"||t.isComposing||(t.stopPropagation(),this.sheet==="none"?this.close():this.show("none"))};this.onFocus=t=>{this.inline||!this.conversation?.open||t.composedPath().includes(this)||matchMedia(ns).matches&&this.conversation.setOpen(!1)};this.inline=!1}connectedCallback(){if(super.connectedCallback(),window.addEventListener("online",this.onLine),window.addEventListener("offline",this.onLine),document.addEventListener("focusin",this.onFocus),this.config)return;let t=Bt({...B.defaults,...this.dataset},B.origin,location.href);if(!t){console.error("recours-sante: data-server must be an https address"),this.remove();return}this.config=t,this.lang="fr",this.dataset.theme=t.theme,this.takeAccent(),this.conversation=new Oe(new Ce(t.server),new Ue(t.server),()=>this.requestUpdate()),this.conversation.resume()&&this.keepSilent(),this.shownOnce=this.inline||this.conversation.open}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.onLine),window.removeEventListener("offline",this.onLine),document.removeEventListener("focusin",this.onFocus)}render(){if(!this.config)return p;if(this.inline)return a`<section class="panel" aria-labelledby="title">${this.content()}</section>`;let{open:t}=this.conversation;return a`
      <button type="button" class="launcher" data-test="launcher" aria-expanded=${t?"true":"false"} ?hidden=${t} @click=${()=>this.openPanel()}>
        ${me}<span>${this.config.launcher}</span>
      </button>
      ${this.shownOnce?a`<div class="panel" role="dialog" aria-modal="false" aria-labelledby="title" ?hidden=${!t} @keydown=${this.onKey}>${this.content()}</div>`:p}
    `}content(){let{begun:t,entries:r}=this.conversation;return a`
      <div class="top">
        ${me}
        <div class="names"><h2 id="title" tabindex="-1">${this.config.title}</h2><p>${l.subtitle}</p></div>
        ${this.inline?p:a`<button type="button" class="close" aria-label=${l.close} @click=${()=>this.close()}>${sn}</button>`}
      </div>
      ${An()}
      <div class="middle">
        ${t?p:Tn(this)}
        <div class="log" role="log" aria-label=${l.log} aria-live=${this.silent?"off":"polite"} tabindex=${this.inline?p:"0"} ?hidden=${!t}>
          ${Mt(r,s=>s.id,s=>En(this,s))}
        </div>
        ${this.sheet==="human"?On(this):this.sheet==="erase"?Mn(this):p}
      </div>
      <div class="bottom">
        ${fn(this)} ${gn(this)} ${t?hn(this):p}
        <div class="always">
          <button type="button" class="quiet" aria-expanded=${this.sheet==="human"?"true":"false"} @click=${()=>this.show(this.sheet==="human"?"none":"human")}>
            ${Ie}${l.human.open}
          </button>
          ${t?a`<button type="button" class="quiet" aria-expanded=${this.sheet==="erase"?"true":"false"} @click=${()=>this.show(this.sheet==="erase"?"none":"erase")}>${un}<span>${l.erase.open}<span class="roomy"> ${l.erase.open_more}</span></span></button>`:p}
        </div>
      </div>
    `}updated(t){if(super.updated(t),!this.conversation)return;let{entries:r}=this.conversation;r.length>this.revealed&&r[r.length-1]?.fresh&&Cn(this.renderRoot,this.inline,r),this.revealed=r.length}begin(){this.status="",this.conversation.begin(),this.updateComplete.then(()=>{this.focusOn(matchMedia("(pointer: coarse)").matches?"#title":"#message"),setTimeout(()=>this.conversation.greet(),ts)})}openPanel(){this.shownOnce=!0,this.conversation.setOpen(!0),this.updateComplete.then(()=>this.focusOn("#title"))}close(){this.sheet="none",this.conversation.setOpen(!1),this.updateComplete.then(()=>this.focusOn(".launcher"))}show(t){t!=="none"&&(this.opener=this.focused());let r=this.sheet!=="none"&&t==="none"?this.opener:null;this.sheet=t,this.requestUpdate(),this.updateComplete.then(()=>t==="none"?r?.focus():this.focusOn("#sheet-title"))}erase(){this.sheet="none",this.requestUpdate(),this.conversation.erase().then(t=>this.tell(t?l.status.erased:l.status.erased_here)),this.updateComplete.then(()=>this.focusOn("#title"))}send(){this.status="",this.conversation.sendDraft()}retry(){this.status="",this.focusOn("#message"),this.conversation.retry()}rate(t,r){this.conversation.rate(t,r),this.tell(r?l.feedback.thanks_yes:l.feedback.thanks_no),this.updateComplete.then(()=>this.focusOn(".log"))}addToCalendar(t){lt(`${t.date}.ics`,"text/calendar",Ut(t,Pe(),new Date)),this.tell(l.status.calendar)}copy(t){Wt(t).then(r=>this.tell(r?l.status.copied:l.status.not_copied))}save(t){let r=new Date;lt(`${De(r)}.txt`,"text/plain",Le(t,r)),this.tell(l.status.saved)}print(t){Pn(t,new Date)}tell(t){this.status=t,this.requestUpdate()}keepSilent(){this.silent=!0,setTimeout(()=>{this.silent=!1,this.requestUpdate()},rs)}focusOn(t){this.renderRoot.querySelector(t)?.focus()}focused(){return this.renderRoot.activeElement}takeAccent(){let{accent:t}=this.config;if(!t)return;let[r,s]=[st(t,Gt),st(t,Kt)];r&&this.style.setProperty("--accent-light",t),s&&this.style.setProperty("--accent-dark",t),!r&&!s&&console.warn("recours-sante: data-accent is not #rrggbb, or its contrast is below 4.5")}};B.styles=nn,B.properties={inline:{type:Boolean,reflect:!0}},B.defaults={},B.origin="";var ee=B;var qe="recours-sante",je=document.currentScript instanceof HTMLScriptElement?document.currentScript:null;function Ln(){document.querySelector(qe)||je?.dataset.launcher==="none"||document.body.append(document.createElement(qe))}customElements.get(qe)||(ee.defaults={...je?.dataset},ee.origin=je?.src?new URL(".",je.src).href:location.origin,customElements.define(qe,ee),document.readyState==="loading"?document.addEventListener("DOMContentLoaded",Ln):Ln());})();
